import Taro from '@tarojs/taro'
import { fileAt, fileOf, isCancelled, pickInBrowser, type ChosenFile } from './chosen-file'
import { privacyAgreed } from './privacy'
import { isH5 } from './target'

/**
 * A file of the person's choice: in WeChat out of a chat, which is where rosters are; in a browser from the disk. Null when
 * they change their mind.
 * @param endings what may be chosen, without the dot
 */
export async function chooseFile(endings: readonly string[]): Promise<ChosenFile | null> {
  if (!(await privacyAgreed())) return null
  if (!isH5) return fromChat(endings)
  const file = await pickInBrowser(endings.map((ending) => `.${ending}`).join(','))
  return file && fileOf(file)
}

async function fromChat(endings: readonly string[]): Promise<ChosenFile | null> {
  try {
    const { tempFiles } = await Taro.chooseMessageFile({ count: 1, type: 'file', extension: [...endings] })
    const [file] = tempFiles
    return file ? fileAt(file.path, file.size) : null
  } catch (reason) {
    if (isCancelled(reason)) return null
    throw reason
  }
}
