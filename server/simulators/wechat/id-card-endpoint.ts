import { failure, success, type Endpoint } from './answers'
import { refuseAccessToken } from './token-endpoints'

const MOST_BYTES = 2 * 1024 * 1024
/** Stands in the file for what the real reader would see in the picture: `Front`, name and number, or `Back`, or nothing. */
const MARK = /sim-id-card:(Front\|([^|]*)\|([^|]*)\||Back\||Nothing\|)/
/** What a photo without a mark is taken for: nobody's real card is read here. */
const INVENTED = { name: '李新来', id: '99999919880802203X' }

/** POST /cv/ocr/idcard with the picture as `img` of a form. */
export const readIdCard: Endpoint = (request, context) => {
  const refusal = refuseAccessToken(request, context)
  if (refusal) return refusal
  if (request.method !== 'POST') return failure(context, 43002, 'require POST method')
  const photo = imageIn(request.bytes)
  if (photo === null || photo.length >= MOST_BYTES)
    return failure(context, 101_002, 'invalid image data', {
      separator: ' hint: ',
      contentType: 'text/plain',
    })
  const [, seen, name, id] = MARK.exec(photo.toString('utf8')) ?? []
  if (seen === 'Nothing|') return failure(context, 101_001, 'certificate not found')
  // The code comes as a text here, as the documentation shows it for this side.
  if (seen === 'Back|')
    return success(
      JSON.stringify({ errcode: 0, errmsg: 'ok', type: 'Back', valid_date: '20070105-20270105' }),
    )
  const read = seen === undefined ? INVENTED : { name, id }
  const rest = { addr: '江苏省连云港市', gender: '男', nationality: '汉' }
  return success(JSON.stringify({ errcode: '0', errmsg: 'ok', type: 'Front', ...read, ...rest }))
}

/** The content of the form's one part, from its picture's first bytes on; null when there is none. */
function imageIn(form: Uint8Array): Buffer | null {
  const all = Buffer.from(form)
  if (!all.includes('name="img"')) return null
  const begin = all.indexOf('\r\n\r\n') + 4
  const photo = all.subarray(begin)
  const isImage =
    (photo[0] === 0xff && photo[1] === 0xd8) || photo.subarray(0, 4).equals(Buffer.from('\x89PNG', 'latin1'))
  return isImage ? photo : null
}
