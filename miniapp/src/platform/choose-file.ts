import Taro from '@tarojs/taro'
import { privacyAgreed } from './privacy'
import { isH5 } from './target'

/** A file that the person picked; not in memory before it is read. */
export interface ChosenFile {
  bytes: number
  read: () => Promise<string>
}

/**
 * A file of the person's choice, read as base64: in WeChat out of a chat, which is where rosters are; in a browser from the
 * disk. Null when they change their mind.
 * @param endings what may be chosen, without the dot
 */
export async function chooseFile(endings: readonly string[]): Promise<ChosenFile | null> {
  if (!(await privacyAgreed())) return null
  return isH5 ? fromDisk(endings) : fromChat(endings)
}

async function fromChat(endings: readonly string[]): Promise<ChosenFile | null> {
  try {
    const { tempFiles } = await Taro.chooseMessageFile({ count: 1, type: 'file', extension: [...endings] })
    const [file] = tempFiles
    return file ? { bytes: file.size, read: () => readPath(file.path) } : null
  } catch (reason) {
    if (isCancelled(reason)) return null
    throw reason
  }
}

function readPath(filePath: string): Promise<string> {
  return new Promise((resolve, reject) => {
    Taro.getFileSystemManager().readFile({
      filePath,
      encoding: 'base64',
      success: ({ data }) => resolve(String(data)),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    })
  })
}

function isCancelled(reason: unknown): boolean {
  return (
    typeof reason === 'object' &&
    reason !== null &&
    'errMsg' in reason &&
    /cancel/.test(String(reason.errMsg))
  )
}

function fromDisk(endings: readonly string[]): Promise<ChosenFile | null> {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = endings.map((ending) => `.${ending}`).join(',')
  return new Promise((resolve) => {
    input.addEventListener('cancel', () => resolve(null))
    input.addEventListener('change', () => {
      const file = input.files?.[0]
      resolve(file ? { bytes: file.size, read: () => readBlob(file) } : null)
    })
    input.click()
  })
}

/** A data address is `data:…;base64,` and then the content. */
function readBlob(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('error', () => reject(new Error('The file could not be read')))
    reader.addEventListener('load', () => {
      const address = String(reader.result)
      resolve(address.slice(address.indexOf(',') + 1))
    })
    reader.readAsDataURL(file)
  })
}
