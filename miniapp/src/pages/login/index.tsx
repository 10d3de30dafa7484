import { Text, View } from '@tarojs/components'
import { useProgramme } from '../../api/programme'
import { signIn } from '../../api/session'
import { ProblemNotice } from '../../components/notice'
import { PageFrame } from '../../components/page-frame'
import { PlainButton, PrimaryButton } from '../../components/primary-button'
import { useCommand } from '../../hooks/use-command'
import { useParam } from '../../hooks/use-param'
import { isH5 } from '../../platform/target'
import { back, deskOf, open, replaceBy, type LoginReason } from '../../routes'
import { DemoPeople } from './demo-people'
import './index.scss'

const reasons: Record<LoginReason, string> = {
  enrol: '报名要知道您是谁，培训和补贴才记得到您名下。',
  watch: '登录了，有新班才知道该告诉谁。',
  claim: '申领的钱要打到您本人卡上，所以先登录。',
  staff: '这里只给工作人员用，登录后按您的岗位显示。',
}

/** Asked only when something personal is to be done; there is always a way back without it. */
export default function LoginPage() {
  const reason = useParam('login', 'reason')
  const programme = useProgramme()
  const login = useCommand(async (_key: string, personKey: string | null) => {
    const me = await signIn(personKey)
    const desk = deskOf(me.roles)
    if (desk !== null && reason === '') await replaceBy(desk, {})
    else await back()
  })
  return (
    <PageFrame
      title="登录"
      footer={
        <>
          {!isH5 && (
            <PrimaryButton
              text="微信登录"
              busy={login.busy}
              busyText="正在登录…"
              onTap={() => void login.run(null)}
            />
          )}
          <PlainButton text="看个人信息怎么用" onTap={() => void open('privacyPolicy', {})} />
          <PlainButton text="先不登录，随便看看" onTap={() => void back()} />
        </>
      }
    >
      <View className="login">
        <Text className="login__title">登录匠补通</Text>
        <Text className="login__reason">
          {reason in reasons
            ? reasons[reason as LoginReason]
            : '登录后可以报名、申领补贴、看进度。找工种、看补贴不用登录。'}
        </Text>
      </View>
      <ProblemNotice problem={login.problem} />
      {isH5 && <PlainButton text="工作人员登录" onTap={() => void replaceBy('desktopSignIn', {})} />}
      {isH5 && programme?.mode === 'demo' && (
        <DemoPeople busy={login.busy} onChoose={(personKey) => void login.run(personKey)} />
      )}
    </PageFrame>
  )
}
