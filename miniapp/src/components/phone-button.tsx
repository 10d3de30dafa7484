import { Button, type ButtonProps } from '@tarojs/components'
import { confirmed } from '../platform/confirm'
import { privacyAgreed } from '../platform/privacy'
import { isH5 } from '../platform/target'
import { api } from '../api/endpoints'
import { useProgramme } from '../api/programme'
import { useCommand } from '../hooks/use-command'
import { ProblemNotice } from './notice'
import { PlainButton } from './primary-button'
import './wechat-button.scss'

const text = '用微信的手机号'

/**
 * Takes the number that WeChat knows, if the person likes; typing it is always the other way. A browser has no such
 * button: a demonstration asks in WeChat's place, a service offers nothing.
 */
export function PhoneButton({ onBound }: { onBound: (mobileMasked: string) => void }) {
  const isDemo = useProgramme()?.mode === 'demo'
  const bind = useCommand(async (_key: string, code: string | null) => {
    const given = code ?? (await codeInBrowser())
    if (given !== null) onBound((await api.bindPhone(given)).mobileMasked)
  })
  if (isH5 && !isDemo) return null
  return (
    <>
      {isH5 ? (
        <PlainButton text={text} busy={bind.busy} busyText="正在取…" onTap={() => void bind.run(null)} />
      ) : (
        <Button
          className="button button--plain wechat-button"
          hoverClass="button--plain-pressed"
          openType="getPhoneNumber"
          loading={bind.busy}
          disabled={bind.busy}
          onGetPhoneNumber={(event) => {
            const code = codeIn(event)
            if (code !== null) void bind.run(code)
          }}
        >
          {text}
        </Button>
      )}
      <ProblemNotice problem={bind.problem} />
    </>
  )
}

/** Null when the person would rather not: then there is nothing to say. */
function codeIn(event: Parameters<NonNullable<ButtonProps['onGetPhoneNumber']>>[0]): string | null {
  const { code } = event.detail as { code?: string }
  return code === undefined || code === '' ? null : code
}

async function codeInBrowser(): Promise<string | null> {
  if (!(await privacyAgreed())) return null
  const sure = await confirmed({
    title: '“匠补通”想用您的手机号',
    content: '微信绑定的手机号（演示，代替微信的提问）',
    yes: '允许',
    no: '不用',
  })
  return sure ? (await api.demoPhoneCode()).code : null
}
