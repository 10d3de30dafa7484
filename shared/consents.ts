import * as v from 'valibot'
import { instant, recordId } from './primitives'

/**
 * What people are asked to agree to, each by itself: numbers of papers and accounts are sensitive (个人信息保护法 第二十九条), and
 * so is handing something on (第二十三条). `version` counts up whenever `words` change, so that it stays known what was read.
 */
export const consentPurposes = {
  identity: {
    version: 1,
    title: '存身份信息',
    words: '同意存下我的姓名和证件号码，用来核对培训记录和申领是我本人的',
    takeBack: '注销账号就全部删掉',
    page: 'deletion',
  },
  account: {
    version: 1,
    title: '存收款卡',
    words: '同意存下我的银行卡号，只用来给我打补贴',
    takeBack: '换一张卡，旧卡号就删掉；注销账号就全部删掉',
    page: 'deletion',
  },
  claim: {
    version: 1,
    title: '把申领材料交给审核部门',
    words: '同意把申领材料交给住建、人社部门审核，由财政打款',
    takeBack: '审核完以前可以撤回申领',
    page: 'claims',
  },
  certificate_look_up: {
    version: 1,
    title: '到全国网站核实证书',
    words: '同意用我的姓名、证件号码和证书编号，到全国网站核实这张证书',
    takeBack: '在证书夹里删掉这张证书，就不再去查',
    page: 'wallet',
  },
  crew: {
    version: 1,
    title: '让班组长看到我',
    words: '同意班组长看到我打星号的证件号码、工种、证书和报名',
    takeBack: '随时可以退出班组',
    page: null,
  },
  desk_visit: {
    version: 1,
    title: '请窗口替我办',
    words: '同意窗口看我的资料、替我办事，每一步都记下来',
    takeBack: '办完或者到时间就结束',
    page: null,
  },
  family_help: {
    version: 1,
    title: '让家人帮我办',
    words: '同意拿到帮办码的家人两小时内看我的资料、替我办事，每一步都记下来',
    takeBack: '随时可以结束帮办',
    page: 'familyHelp',
  },
} as const satisfies Record<string, ConsentPurposeRow>

interface ConsentPurposeRow {
  readonly version: number
  readonly title: string
  /** What is agreed to, as it stands beside the box to tick. */
  readonly words: string
  /** How it is taken back. */
  readonly takeBack: string
  /** The page on which that is done. */
  readonly page: 'deletion' | 'claims' | 'wallet' | 'familyHelp' | null
}
export type ConsentPurpose = keyof typeof consentPurposes
export const consentPurposeNames = Object.keys(consentPurposes) as [ConsentPurpose, ...ConsentPurpose[]]

/** That somebody agreed, in the body of what they agreed to. */
export const consentGiven = v.literal(true, '请先看清楚，再点同意')

/** One consent of the signed-in person. */
export const consentView = v.object({
  id: recordId,
  purpose: v.picklist(consentPurposeNames),
  title: v.string(),
  words: v.string(),
  takeBack: v.string(),
  at: instant,
})
export type ConsentView = v.InferOutput<typeof consentView>
export const consentListView = v.object({ items: v.array(consentView) })
export type ConsentListView = v.InferOutput<typeof consentListView>
