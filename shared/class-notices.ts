import { progress, type NoticeRule } from './notice-rule'

/** What happens around places in a class: rows of the table of messages. */
export const classNotices = {
  moved_up: {
    urgency: 'ordinary',
    title: '排到您了，已报上名',
    body: '{classTitle}空出名额，已给您报上，{startsOn}开班。来不了请点开退班，让给后面的人',
    page: 'enrolment',
    wechat: progress('培训报名', '排到您了', '已报上名，点开看哪天开班'),
    sms: { template: 'to_do', values: ['看培训报名'] },
  },
  passed_over: {
    urgency: 'ordinary',
    title: '排到您，但没报上',
    body: '{classTitle}：{reason}。改好了还在原来的位置，有名额再给您报',
    page: 'waiting',
    wechat: progress('培训报名', '没报上', '点开看差什么'),
    sms: null,
  },
  line_closed: {
    urgency: 'ordinary',
    title: '这个班没排上',
    body: '{classTitle}报名截止，没有空出名额。可以看看别的班，或者让我们有新班时告诉您',
    page: 'waiting',
    wechat: progress('培训报名', '没排上', '点开看别的班'),
    sms: null,
  },
  class_opened: {
    urgency: 'ordinary',
    title: '您等的班开了',
    body: '{trade}：{classTitle}，{startsOn}在{place}开班，{enrolUntil}前报名',
    page: 'class',
    wechat: progress('培训班', '可以报名了', '点开看地点和时间'),
    sms: null,
  },
} as const satisfies Record<string, NoticeRule>
