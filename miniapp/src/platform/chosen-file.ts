import Taro from '@tarojs/taro'

/** A file that the person picked; not in memory before it is read. */
export interface ChosenFile {
  bytes: number
  /** Its content as base64. */
  read: () => Promise<string>
}

/** A file that WeChat put somewhere for us. */
export function fileAt(filePath: string, bytes: number): ChosenFile {
  return {
    bytes,
    read: () =>
      new Promise((resolve, reject) => {
        Taro.getFileSystemManager().readFile({
          filePath,
          encoding: 'base64',
          success: ({ data }) => resolve(String(data)),
          fail: ({ errMsg }) => reject(new Error(errMsg)),
        })
      }),
  }
}

/** A file of a browser. */
export function fileOf(blob: Blob): ChosenFile {
  return { bytes: blob.size, read: () => readBlob(blob) }
}

/** Has a browser's person pick one file; null when they change their mind. @param accept as `<input accept>` has it */
export function pickInBrowser(accept: string): Promise<Blob | null> {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = accept
  return new Promise((resolve) => {
    input.addEventListener('cancel', () => resolve(null))
    input.addEventListener('change', () => resolve(input.files?.[0] ?? null))
    input.click()
  })
}

/** Whether WeChat says that the person would rather not. */
export function isCancelled(reason: unknown): boolean {
  return (
    typeof reason === 'object' &&
    reason !== null &&
    'errMsg' in reason &&
    /cancel/.test(String(reason.errMsg))
  )
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
