import { failure, success, textIn, type Endpoint } from './answers'
import { readAuthorised } from './token-endpoints'

/** POST /cgi-bin/message/wxopen/employeerelationmsg/send: to somebody bound as an employee; `data` is JSON as text. */
export const sendEmployeeMessage: Endpoint = (request, context) => {
  const read = readAuthorised(request, context)
  if ('refusal' in read) return read.refusal
  const { fields } = read
  const openid = textIn(fields, 'touser')
  const data = dataIn(textIn(fields, 'data'))
  if (data === null || textIn(fields, 'template_id') === '' || textIn(fields, 'page') === '')
    return failure(context, 40097, 'invalid args')
  if (!context.state.people.some((person) => person.openid === openid))
    return failure(context, 40257, 'invalid touser')
  if (!context.state.employees.includes(openid)) return failure(context, 40256, 'user not bound')
  return success('{"errcode":0,"errmsg":"ok"}')
}

/** POST /wxa/business/unbinduserb2cauthinfo: ends the bindings of a list of people. */
export const unbindEmployees: Endpoint = (request, context) => {
  const read = readAuthorised(request, context)
  if ('refusal' in read) return read.refusal
  const list = read.fields['openid_list']
  if (!Array.isArray(list) || list.length === 0) return failure(context, 40097, 'invalid args')
  context.state.employees = context.state.employees.filter((openid) => !list.includes(openid))
  context.save()
  return success('{"errcode":0,"errmsg":"ok"}')
}

/** Null for what is no object written as text. */
function dataIn(text: string): object | null {
  try {
    const { data } = Object(JSON.parse(text)) as { data?: unknown }
    return typeof data === 'object' ? data : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
