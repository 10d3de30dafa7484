import { useState } from 'react'
import Taro from '@tarojs/taro'
import { Text } from '@tarojs/components'
import { roles } from '#shared/people'
import type { NewSecondFactorView, SecondFactorView } from '#shared/staff-second-factor'
import { api } from '../../../api/endpoints'
import { Card, ListRow } from '../../../components/card'
import { Notice, ProblemNotice } from '../../../components/notice'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { PlainButton, PrimaryButton } from '../../../components/primary-button'
import { StaffOnly } from '../../../components/staff-only'
import { useCommand } from '../../../hooks/use-command'
import { useQuery } from '../../../hooks/use-query'
import { CodeField } from './code-field'
import { Removal } from './removal'

const title = '动态验证码'
const staff = roles.filter((role) => role !== 'worker')

/** Staff set up their authenticator app here, write down the recovery codes, and move to another phone. */
export default function SecondFactorPage() {
  return (
    <StaffOnly title={title} roles={staff}>
      <SecondFactor />
    </StaffOnly>
  )
}

function SecondFactor() {
  const query = useQuery(() => api.secondFactor(), { cacheKey: null })
  const [recoveryCodes, setRecoveryCodes] = useState<readonly string[] | null>(null)
  return (
    <PageFrame title={title}>
      <Notice title="批准、付款前多验一次">别人拿到您的登录，也批不了、付不了款。验证一次管10分钟。</Notice>
      {recoveryCodes && <RecoveryCodes codes={recoveryCodes} />}
      <PageState query={query}>
        {(standing) =>
          standing.state === 'on' ? (
            <SetUp standing={standing} onRemoved={query.reload} />
          ) : (
            <NewFactor
              onConfirmed={(codes) => {
                setRecoveryCodes(codes)
                query.reload()
              }}
            />
          )
        }
      </PageState>
    </PageFrame>
  )
}

function SetUp({ standing, onRemoved }: { standing: SecondFactorView; onRemoved: () => void }) {
  return (
    <>
      <Card>
        <ListRow icon="shield" title="验证器已绑定" note={`恢复码还剩${standing.recoveryCodesLeft}个`} />
      </Card>
      <Removal onRemoved={onRemoved} />
    </>
  )
}

function NewFactor({ onConfirmed }: { onConfirmed: (recoveryCodes: readonly string[]) => void }) {
  const [made, setMade] = useState<NewSecondFactorView | null>(null)
  const [code, setCode] = useState('')
  const begin = useCommand(async () => setMade(await api.beginSecondFactor()))
  const confirm = useCommand(async () => {
    onConfirmed((await api.confirmSecondFactor({ code })).recoveryCodes)
  })
  if (!made)
    return (
      <>
        <ProblemNotice problem={begin.problem} />
        <PrimaryButton
          text="绑定验证器"
          busy={begin.busy}
          busyText="正在生成…"
          onTap={() => void begin.run()}
        />
      </>
    )
  return (
    <>
      <Card title="第一步：在验证器里添加">
        <Text userSelect>{made.secret.replace(/(.{4})(?=.)/g, '$1 ')}</Text>
        <PlainButton text="复制这串密钥" onTap={() => void Taro.setClipboardData({ data: made.secret })} />
      </Card>
      <Card title="第二步：填验证器显示的数字">
        <CodeField label="6位验证码" value={code} maxLength={7} onInput={setCode} />
      </Card>
      <ProblemNotice problem={confirm.problem} />
      <PrimaryButton
        text="确认绑定"
        busy={confirm.busy}
        busyText="正在确认…"
        onTap={() => void confirm.run()}
      />
    </>
  )
}

function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  return (
    <Card title="恢复码，只显示这一次">
      <Text>抄在纸上收好。手机丢了，用一个就能验证一次。</Text>
      {codes.map((code) => (
        <ListRow key={code} title={`${code.slice(0, 5)}-${code.slice(5)}`} />
      ))}
    </Card>
  )
}
