import { progress, type NoticeRule } from './notice-rule'

/** What happens between a foreman and the people of a crew: rows of the table of messages. */
export const crewNotices = {
  // Who has no account yet gets the SMS alone, by `crew-telling.service.ts`.
  crew_invited: {
    urgency: 'ordinary',
    title: '有个班组等您确认',
    body: '{foreman}把您写进了“{crew}”（{site}）的名单。是您就点确认，不是就点“不是我”。{day}前不确认就作废',
    page: 'crew',
    wechat: progress('班组名单', '等您确认', '点开看是不是您的班组'),
    sms: { template: 'to_do', values: ['确认加入班组'] },
  },
  apprentice_asked: {
    urgency: 'ordinary',
    title: '有个学徒班等您确认',
    body: '{enterprise}把您写成了{trade}学徒。是您就点确认，不是就点“不是我”。{day}前不确认就作废',
    page: 'crew',
    wechat: progress('学徒班名单', '等您确认', '点开看是不是您的学徒班'),
    sms: { template: 'to_do', values: ['确认加入学徒班'] },
  },
  crew_joined: {
    urgency: 'ordinary',
    title: '班组长同意了',
    body: '您已加入“{crew}”。班组长可以替您报名培训班，看不到您的收款卡和补贴',
    page: 'crew',
    wechat: null,
    sms: null,
  },
} as const satisfies Record<string, NoticeRule>
