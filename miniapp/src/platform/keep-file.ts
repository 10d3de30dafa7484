import Taro from '@tarojs/taro'
import { isH5 } from './target'

/** A file that the server made. */
export interface FileToKeep {
  name: string
  contentBase64: string
}

/**
 * Gives a file out of the app: a browser saves it; WeChat opens it where it can be sent on or saved, which it does for
 * workbooks but not for text with commas.
 * @throws when the phone cannot write or show it
 */
export async function keepFile({ name, contentBase64 }: FileToKeep): Promise<void> {
  if (!isH5) {
    const filePath = `${Taro.env.USER_DATA_PATH ?? ''}/${name}`
    await new Promise<void>((resolve, reject) => {
      Taro.getFileSystemManager().writeFile({
        filePath,
        data: contentBase64,
        encoding: 'base64',
        success: () => resolve(),
        fail: ({ errMsg }) => reject(new Error(errMsg)),
      })
    })
    await Taro.openDocument({ filePath, showMenu: true })
    return
  }
  const bytes = Uint8Array.from(atob(contentBase64), (letter) => letter.charCodeAt(0))
  const address = URL.createObjectURL(new Blob([bytes]))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
