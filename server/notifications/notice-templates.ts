import type { SmsTemplateName, WechatTemplateName, wechatTemplates } from '#shared/notice-rule'

/** The template's own key for each meaning. */
export type TemplateKeys<Name extends WechatTemplateName> = Record<
  (typeof wechatTemplates)[Name][number],
  string
>

/** A template as applied for at WeChat: id and keys differ from one account to the next. */
export interface ConfiguredTemplate<Name extends WechatTemplateName> {
  id: string
  keys: TemplateKeys<Name>
}

/** Which copies this deployment can send; what is absent is told in the inbox only. */
export interface NoticeChannels {
  wechat: {
    readonly [Name in WechatTemplateName]: ConfiguredTemplate<Name> | null
  }
  /** Consent is switched on once and not used up; WeChat gives such templates to public bodies. */
  hasLongTermTemplates: boolean
  /** The SMS texts that are registered with the provider. */
  sms: readonly SmsTemplateName[]
}
