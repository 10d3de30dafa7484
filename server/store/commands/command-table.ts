import {
  abortTransactionCommand,
  buildInfoCommand,
  commitTransactionCommand,
  configureFailPointCommand,
  endSessionsCommand,
  getParameterCommand,
  killAllSessionsCommand,
  pingCommand,
  refused,
  serverStatusCommand,
  setParameterCommand,
} from './admin-commands'
import {
  createCommand,
  dropCommand,
  dropDatabaseCommand,
  listCollectionsCommand,
  listDatabasesCommand,
} from './collection-commands'
import { aggregateCommand } from './aggregate-command'
import { bulkWriteCommand } from './bulk-write-command'
import type { Command } from './context'
import { explainCommand } from './explain-command'
import { findAndModifyCommand } from './find-and-modify'
import { helloCommand } from './greeting'
import { createIndexesCommand, dropIndexesCommand, listIndexesCommand } from './index-commands'
import {
  countCommand,
  distinctCommand,
  findCommand,
  getMoreCommand,
  killCursorsCommand,
} from './read-commands'
import { deleteCommand, insertCommand, updateCommand } from './write-commands'

/** Commands that MongoDB has besides, and that a shell, a driver or a tool may send. */
const knownNames = (
  'dbStats collStats dataSize validate currentOp killOp profile compact reIndex top getLog hostInfo whatsmyuri ' +
  'connectionStatus listCommands getCmdLineOpts fsync fsyncUnlock convertToCapped cloneCollectionAsCapped filemd5 ' +
  'replSetGetStatus replSetGetConfig replSetStepDown saslStart saslContinue authenticate logout startSession ' +
  'refreshSessions killSessions usersInfo createUser updateUser dropUser rolesInfo createRole dropRole ' +
  'grantRolesToUser shardCollection enableSharding planCacheClear setFeatureCompatibilityVersion shutdown ' +
  'createSearchIndexes updateSearchIndex dropSearchIndex'
).split(' ')

/** Every command that is answered, and the known ones that are refused. */
export const commands: ReadonlyMap<string, Command> = new Map([
  ['hello', helloCommand],
  ['isMaster', helloCommand],
  ['ismaster', helloCommand],
  ['ping', pingCommand],
  ['buildInfo', buildInfoCommand],
  ['buildinfo', buildInfoCommand],
  ['serverStatus', serverStatusCommand],
  ['endSessions', endSessionsCommand],
  ['getParameter', getParameterCommand],
  ['setParameter', setParameterCommand],
  ['killAllSessions', killAllSessionsCommand],
  ['configureFailPoint', configureFailPointCommand],
  ['commitTransaction', commitTransactionCommand],
  ['abortTransaction', abortTransactionCommand],
  ['insert', insertCommand],
  ['update', updateCommand],
  ['delete', deleteCommand],
  ['findAndModify', findAndModifyCommand],
  ['bulkWrite', bulkWriteCommand],
  ['aggregate', aggregateCommand],
  ['find', findCommand],
  ['count', countCommand],
  ['distinct', distinctCommand],
  ['explain', explainCommand],
  ['getMore', getMoreCommand],
  ['killCursors', killCursorsCommand],
  ['create', createCommand],
  ['drop', dropCommand],
  ['dropDatabase', dropDatabaseCommand],
  ['listCollections', listCollectionsCommand],
  ['listDatabases', listDatabasesCommand],
  ['createIndexes', createIndexesCommand],
  ['listIndexes', listIndexesCommand],
  ['dropIndexes', dropIndexesCommand],
  ['collMod', refused('collMod: changing a collection or index in place')],
  ['mapReduce', refused('mapReduce')],
  ['renameCollection', refused('renaming collections')],
  ...knownNames.map((name): [string, Command] => [name, refused(`the command '${name}'`)]),
])
