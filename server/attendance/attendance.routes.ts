import * as v from 'valibot'
import {
  attendanceFlagListQuery,
  attendanceFlagListView,
  attendanceFlagView,
  lessonAttendanceView,
  lessonKeyView,
  signLookBody,
  signedView,
  signingBody,
} from '#shared/attendance'
import { line, recordId } from '#shared/primitives'
import { command, query } from '../http/route'
import { attendanceFlags, lookAtFlag, peopleIn, presentFlags } from './attendance-flags.service'
import { lessonAttendance } from './lesson-attendance.service'
import { openLesson } from './lesson-key.service'
import { sign } from './signing.service'

const lessonPath = '/institution/classes/:id/lessons/:lessonId'
const lessonParams = v.strictObject({ id: recordId, lessonId: line(40) })

export const attendanceRoutes = [
  command({
    method: 'post',
    path: '/me/attendance',
    summary: 'Come to a lesson or go from it, by the code on the teacher’s screen; again gives the same',
    access: ['worker'],
    body: signingBody,
    response: signedView,
    problems: ['code_refused', 'not_in_this_state', 'not_found', 'changed_meanwhile'],
    handler: async (call) => ({ body: await sign(call, call.body) }),
  }),
  command({
    method: 'post',
    path: `${lessonPath}/key`,
    summary:
      'The key of a lesson for the teacher’s device, which makes the codes by itself; again gives the same',
    access: ['institution'],
    params: lessonParams,
    response: lessonKeyView,
    problems: ['not_in_this_state'],
    handler: async (call) => {
      const { id: classId, lessonId } = call.params
      return { body: await openLesson(call, { classId, lessonId }) }
    },
  }),
  query({
    method: 'get',
    path: `${lessonPath}/attendance`,
    summary: 'Who came to a lesson and went, what asks for a look, and which codes were refused',
    access: ['institution'],
    params: lessonParams,
    response: lessonAttendanceView,
    sight: 'class_roster',
    handler: async (call) => {
      const { id: classId, lessonId } = call.params
      return lessonAttendance(call, { classId, lessonId })
    },
  }),
  query({
    method: 'get',
    path: '/attendance-flags',
    summary:
      'One page of what cannot well be in lessons and certificates, for a person to look at; newest first',
    access: ['housing'],
    query: attendanceFlagListQuery,
    response: attendanceFlagListView,
    sight: 'attendance_flags',
    handler: async (call) => {
      const { items, nextCursor } = await attendanceFlags(call.query.show, call.query.cursor)
      const seen = { personIds: peopleIn(items), aboutId: null }
      return { body: { items: await presentFlags(call, items), nextCursor }, seen }
    },
  }),
  command({
    method: 'post',
    path: '/attendance-flags/:id/look',
    summary: 'Write down what was found by looking; no hours are taken by it',
    access: ['housing'],
    params: v.strictObject({ id: line(60) }),
    body: signLookBody,
    response: attendanceFlagView,
    problems: ['changed_meanwhile'],
    sight: 'attendance_flags',
    handler: async (call) => {
      const flag = await lookAtFlag(call, call.params.id, call.body)
      const [body] = await presentFlags(call, [flag])
      if (!body) throw new Error('One sign in, none out')
      return { body, seen: { personIds: flag.personIds, aboutId: flag.classId } }
    },
  }),
]
