import type { ClassEventBody } from '#shared/class-life'
import type { Question } from '../../platform/confirm'

/** Steps that only ask once more. */
export type PlainStep = Extract<ClassEventBody['event'], 'examine' | 'settle' | 'close' | 'resume'>
/** Steps that need a reason. */
export type ReasonedStep = Extract<ClassEventBody['event'], 'suspend' | 'cancel' | 'reopen'>

export const plainSteps: Record<PlainStep, { text: string; question: Question }> = {
  examine: {
    text: '考过试了',
    question: { title: '考试已经考完？', content: '接着登记每个人的成绩。', yes: '考完了' },
  },
  settle: {
    text: '成绩登记齐了',
    question: { title: '不会再有新的成绩？', content: '没来考的人就算没有成绩。', yes: '登记齐了' },
  },
  close: {
    text: '结班',
    question: {
      title: '结班？',
      content: '结班以后不能再改课时、成绩和证书。要改请人社部门重新打开。',
      yes: '结班',
    },
  },
  resume: {
    text: '恢复',
    question: { title: '恢复这个班？', content: '名单上的人都会收到消息，请他们照课表来。', yes: '恢复' },
  },
}

export const reasonedSteps: Record<ReasonedStep, { text: string; consequence: string; isGrave: boolean }> = {
  suspend: {
    text: '暂停这个班',
    consequence: '暂停期间不能报名，也不能登记课时。名单上的人都会收到消息，看得到原因。',
    isGrave: true,
  },
  cancel: {
    text: '取消这个班',
    consequence: '取消以后不能恢复。名单上和排队的人都会收到消息，看得到原因。',
    isGrave: true,
  },
  reopen: {
    text: '重新打开',
    consequence: '打开以后机构能改课时、成绩和证书，改完再结班。',
    isGrave: false,
  },
}
