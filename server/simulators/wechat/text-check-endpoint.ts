import { failure, success, textIn, type Endpoint } from './answers'
import { readAuthorised } from './token-endpoints'

const ACTIVE_WITHIN_MS = 7_200_000
/** Words that stand for what the real check would find. */
const RISKY = '敏感词测试'
const DOUBTFUL = '待复核测试'

/** POST /wxa/msg_sec_check, version 2: the verdict is in `result.suggest`, not in errcode. */
export const checkText: Endpoint = (request, context) => {
  const read = readAuthorised(request, context)
  if ('refusal' in read) return read.refusal
  const { fields } = read
  if (![1, 2, 3, 4].includes(Number(fields['scene']))) return failure(context, 40129, 'invalid scene')
  const lastVisitAt = context.state.lastVisits[textIn(fields, 'openid')] ?? -Infinity
  if (context.now() - lastVisitAt > ACTIVE_WITHIN_MS) return failure(context, 40003, 'invalid openid')
  const content = textIn(fields, 'content')
  if (content === '') return failure(context, 47001, 'data format error')
  const [suggest, label] = verdictOn(content)
  const detail = [{ strategy: 'content_model', errcode: 0, suggest, label, prob: 90 }]
  const trace_id = context.randomText(24)
  return success(JSON.stringify({ errcode: 0, errmsg: 'ok', result: { suggest, label }, detail, trace_id }))
}

function verdictOn(content: string): [suggest: string, label: number] {
  if (content.includes(RISKY)) return ['risky', 20006]
  return content.includes(DOUBTFUL) ? ['review', 21000] : ['pass', 100]
}
