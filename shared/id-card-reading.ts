import * as v from 'valibot'

/** WeChat reads pictures of less than 2 MB. */
export const MOST_PHOTO_BYTES = 2 * 1024 * 1024 - 1

/** A photo of the side with the name, JPEG or PNG, as base64. */
export const idCardPhotoBody = v.strictObject({
  photoBase64: v.pipe(
    v.string('请拍一张照片'),
    v.nonEmpty('请拍一张照片'),
    v.maxLength(Math.ceil(MOST_PHOTO_BYTES / 3) * 4, '照片最大2MB，请重新拍一张'),
    v.check((text) => !/[^A-Za-z0-9+/=]/.test(text), '照片没有传完整，请再拍一次'),
  ),
})
export type IdCardPhotoBody = v.InferOutput<typeof idCardPhotoBody>

/**
 * What stands on the card, for whoever took the photo to compare and save: kept nowhere. Either is empty where it cannot be
 * one, so that nobody saves what a reader guessed.
 */
export const idCardReadingView = v.object({ name: v.string(), identityNumber: v.string() })
export type IdCardReadingView = v.InferOutput<typeof idCardReadingView>
