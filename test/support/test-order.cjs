const { default: Sequencer } = require('@jest/test-sequencer')

/**
 * Which tests a run begins with, so that all its workers end at about the same time: first the two that build the
 * mini-program, each for its target; then the projects with long files, at the end those with short ones.
 */
const ORDER = [
  /\/test\/journeys\/(main-path|weapp)\./,
  /\/test\/store\//,
  /\/test\/(server\/|[^/]*$)/,
  /\/test\/journeys\//,
  /\/test\/miniapp\//,
]

function rankOf({ path }) {
  const file = path.replaceAll('\\', '/')
  const rank = ORDER.findIndex((places) => places.test(file))
  return rank === -1 ? ORDER.length : rank
}

/** Within a project what failed before comes first, then what took long, then what is large, as Jest has it. */
module.exports = class TestOrder extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((one, other) => rankOf(one) - rankOf(other))
  }
}
