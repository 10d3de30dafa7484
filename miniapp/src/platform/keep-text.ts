import { copyText } from './clipboard'
import { isH5 } from './target'

/**
 * Gives a text out of the app: a browser saves it as a file, WeChat puts it on the clipboard, from where it goes into a
 * message or a note of the person's own choice.
 * @param name what a file is called
 */
export async function keepText(name: string, text: string): Promise<void> {
  if (!isH5) {
    await copyText(text)
    return
  }
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
