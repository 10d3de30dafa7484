/** How people are asked and told, whatever the event. */
export const noticeSettings = {
  /** Outside the app nothing that can wait is sent between these hours in Asia/Shanghai. */
  quietFrom: '21:00',
  quietUntil: '08:00',
  /** After 拒绝 the phone does not ask again for so many days. */
  askAgainAfterDays: 14,
  /** An unanswered send that no event of WeChat has settled by then goes out as an SMS, where the rule has one. */
  unansweredAfterMinutes: 30,
  /** Reminds of what only the worker can do, after so many days and again after as many. */
  remindAfterDays: 7,
  /** Tells that a step of the bureaux is still going on, after so many days in it and again after as many. */
  stillGoingOnAfterDays: { housing_review: 10, hr_review: 10, payable: 15, in_batch: 10 },
  /** Tells of the last day to claim when it comes within so many days, once each; least first. */
  lastDayNoticeDays: [7, 30],
} as const

/** Whether outside the app it is time to be quiet. @param time `HH:MM` in Asia/Shanghai */
export function isQuietAt(time: string): boolean {
  const { quietFrom, quietUntil } = noticeSettings
  return quietFrom > quietUntil
    ? time >= quietFrom || time < quietUntil
    : time >= quietFrom && time < quietUntil
}
