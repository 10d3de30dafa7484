import * as v from 'valibot'
import { attentionBody, onlineLessonView } from '#shared/online-lesson'
import { line, recordId } from '#shared/primitives'
import { command } from '../http/route'
import { sitDown, takeAnswer, takeBeat } from './online-lesson.service'

const path = '/me/classes/:id/lessons/:lessonId'
const params = v.strictObject({ id: recordId, lessonId: line(40) })
const placeOf = ({ id, lessonId }: v.InferOutput<typeof params>) => ({ classId: id, lessonId })

export const onlineLessonRoutes = [
  command({
    method: 'post',
    path: `${path}/sitting`,
    summary: 'Sit down to an online lesson on this device; one that went on elsewhere stops there',
    access: ['worker'],
    params,
    response: onlineLessonView,
    problems: ['not_in_this_state', 'changed_meanwhile'],
    handler: async (call) => ({ body: await sitDown(call, placeOf(call.params)) }),
  }),
  command({
    method: 'post',
    path: `${path}/heartbeats`,
    summary: 'The phone says every half minute that its owner is learning; only the server’s clock counts',
    access: ['worker'],
    params,
    response: onlineLessonView,
    problems: ['not_in_this_state', 'learning_elsewhere', 'changed_meanwhile'],
    handler: async (call) => ({ body: await takeBeat(call, placeOf(call.params)) }),
  }),
  command({
    method: 'post',
    path: `${path}/attention`,
    summary: 'Answer the question whether somebody is there',
    access: ['worker'],
    params,
    body: attentionBody,
    response: onlineLessonView,
    problems: ['not_in_this_state', 'learning_elsewhere', 'changed_meanwhile'],
    handler: async (call) => ({ body: await takeAnswer(call, placeOf(call.params), call.body.tapped) }),
  }),
]
