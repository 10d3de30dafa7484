import Taro from '@tarojs/taro'
import { fileAt, fileOf, isCancelled, pickInBrowser, type ChosenFile } from './chosen-file'
import { privacyAgreed } from './privacy'
import { isH5 } from './target'

/** Enough to read a card by, in pixels of the longer side. */
const LONGEST_SIDE = 1_600

/**
 * A photo taken now or picked from the album, JPEG or PNG, made small enough to be sent over a bad network. Null when the
 * person changes their mind.
 */
export async function takePhoto(): Promise<ChosenFile | null> {
  if (!(await privacyAgreed())) return null
  if (!isH5) return fromWechat()
  const file = await pickInBrowser('image/jpeg,image/png')
  return file && fileOf(await shrunk(file))
}

async function fromWechat(): Promise<ChosenFile | null> {
  try {
    const { tempFiles } = await Taro.chooseMedia({
      count: 1,
      mediaType: ['image'],
      sizeType: ['compressed'],
      sourceType: ['camera', 'album'],
    })
    const [photo] = tempFiles
    return photo ? fileAt(photo.tempFilePath, photo.size) : null
  } catch (reason) {
    if (isCancelled(reason)) return null
    throw reason
  }
}

/** The picture as a JPEG of readable size; as it is where it is small already, or where this browser cannot draw it. */
async function shrunk(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file).catch(() => null)
  if (!picture) return file
  const scale = LONGEST_SIDE / Math.max(picture.width, picture.height)
  if (scale >= 1) return file
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve) => canvas.toBlob((small) => resolve(small ?? file), 'image/jpeg', 0.85))
}
