import { progress, type NoticeRule } from './notice-rule'

/** What the bureaux and the institution decide about a class: rows of the table of messages. */
export const classLifeNotices = {
  partner_asked: {
    urgency: 'ordinary',
    title: '有单位想和您合办',
    body: '{institution}想合办{classTitle}。点开看内容，同意以后才交给审核部门',
    page: 'filing',
    wechat: null,
    sms: null,
  },
  filing_returned: {
    urgency: 'ordinary',
    title: '备案要改一下',
    body: '{classTitle}：{by}说“{reason}”。{toDo}，改好再提交，排队的位置不变',
    page: 'filing',
    wechat: null,
    sms: null,
  },
  filing_approved: {
    urgency: 'ordinary',
    title: '备案通过，开始报名',
    body: '{classTitle}，{startsOn}开班，工人现在就能报名',
    page: 'filing',
    wechat: null,
    sms: null,
  },
  class_suspended: {
    urgency: 'ordinary',
    title: '您报的班暂停了',
    body: '{classTitle}暂停：{reason}。名额给您留着，恢复了再告诉您',
    page: 'enrolment',
    wechat: progress('培训班', '暂停了', '先不要去上课，点开看原因'),
    sms: { template: 'to_do', values: ['看培训班'] },
  },
  class_resumed: {
    urgency: 'ordinary',
    title: '您报的班恢复了',
    body: '{classTitle}恢复上课，请照课表去',
    page: 'enrolment',
    wechat: progress('培训班', '恢复了', '请照课表去上课'),
    sms: { template: 'to_do', values: ['看培训班'] },
  },
  class_cancelled: {
    urgency: 'ordinary',
    title: '您报的班取消了',
    body: '{classTitle}取消：{reason}。不用去上课，可以看看别的班',
    page: 'enrolment',
    wechat: progress('培训班', '取消了', '不用去上课，点开看原因'),
    sms: { template: 'to_do', values: ['看培训班'] },
  },
  line_cancelled: {
    urgency: 'ordinary',
    title: '您排队的班取消了',
    body: '{classTitle}取消：{reason}。可以看看别的班，或者让我们有新班时告诉您',
    page: 'waiting',
    wechat: null,
    sms: null,
  },
} as const satisfies Record<string, NoticeRule>
