import * as v from 'valibot'
import { instant } from './primitives'
import { deviceBody } from './sign-in'
import { oneTimeCode } from './staff-second-factor'

/** What staff sign in with on a desktop; large and small letters are the same. */
export const signInName = v.pipe(
  v.string('请填登录名'),
  v.transform((text) => text.trim().toLowerCase()),
  v.regex(/^[a-z0-9]{4,32}$/, '登录名是4到32位字母或数字'),
)

const SHORTEST = 12
/** Beyond this a password is a way to keep the server busy. */
const LONGEST = 128
/** `aaaaaaaaaaaa` and `abababababab` are guessed first. */
const FEWEST_DIFFERENT = 5

/** Long, not of digits alone, not of few letters. */
export const newPassword = v.pipe(
  v.string('请填密码'),
  v.minLength(SHORTEST, `密码至少${SHORTEST}位，一句话最好记`),
  v.maxLength(LONGEST, `密码最多${LONGEST}位`),
  v.check((text) => !/^\d+$/.test(text), '只有数字太好猜，请加上字母或汉字'),
  v.check((text) => new Set(text).size >= FEWEST_DIFFERENT, '重复的字太多，请换一个'),
)

/** The name and password that staff choose for themselves. */
export const setPasswordBody = v.pipe(
  v.strictObject({ name: signInName, password: newPassword }),
  v.forward(
    v.check(({ name, password }) => !password.toLowerCase().includes(name), '密码里不能有登录名，请换一个'),
    ['password'],
  ),
)

export const passwordView = v.object({
  /** Null: none is set. */
  name: v.nullable(v.string()),
  setAt: v.nullable(instant),
})
export type PasswordView = v.InferOutput<typeof passwordView>

/** Name, password and the code of the authenticator in one call: no answer tells which of them was right. */
export const passwordSignInBody = v.strictObject({
  name: signInName,
  password: v.pipe(v.string('请填密码'), v.minLength(1, '请填密码'), v.maxLength(LONGEST, '密码不对')),
  code: oneTimeCode,
  device: deviceBody,
})
export type PasswordSignInBody = v.InferOutput<typeof passwordSignInBody>
