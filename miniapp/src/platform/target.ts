/** True in a browser, false in WeChat. Written so that the build drops the other side's code. */
export const isH5 = process.env.TARO_ENV === 'h5'
