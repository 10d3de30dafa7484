/**
 * Required by a product that is started again some days later (`DAYS_LATER`): its clock, and that of its threads and
 * children, is that much ahead. Nothing else about it is another.
 */
const AHEAD_MS = Number(process.env['DAYS_LATER'] ?? '0') * 86_400_000
const RealDate = Date

globalThis.Date = class Date extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + AHEAD_MS)
    else super(...given)
  }

  static now() {
    return RealDate.now() + AHEAD_MS
  }
}
