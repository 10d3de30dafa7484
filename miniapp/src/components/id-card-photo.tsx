import { MOST_PHOTO_BYTES, type IdCardReadingView } from '#shared/id-card-reading'
import { ApiProblem } from '../api/api-problem'
import { idCardApi } from '../api/id-card-endpoints'
import { useCommand } from '../hooks/use-command'
import { takePhoto } from '../platform/take-photo'
import { toast } from '../platform/toast'
import { ProblemNotice } from './notice'
import { PlainButton } from './primary-button'

/** Fills name and number in by a photo of the card; the person compares before they save. Typing is always the other way. */
export function IdCardPhoto({ onRead }: { onRead: (reading: IdCardReadingView) => void }) {
  const read = useCommand(async () => {
    const photo = await takePhoto()
    if (!photo) return
    if (photo.bytes > MOST_PHOTO_BYTES)
      throw new ApiProblem('body_too_large', '照片太大', '最大2MB。请重新拍一张，或者照着证件自己填')
    onRead(await idCardApi.read({ photoBase64: await photo.read() }))
    toast('请对照证件看一遍')
  })
  return (
    <>
      <PlainButton text="拍身份证" busy={read.busy} busyText="正在认…" onTap={() => void read.run()} />
      <ProblemNotice problem={read.problem} />
    </>
  )
}
