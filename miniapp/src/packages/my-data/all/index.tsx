import { api } from '../../../api/endpoints'
import { Card, ListRow } from '../../../components/card'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { SignInNeeded } from '../../../components/sign-in-needed'
import { useQuery } from '../../../hooks/use-query'
import { useSession } from '../../../hooks/use-session'
import { open } from '../../../routes'
import { FullCopy } from '../full-copy'
import { OwnVisits } from '../own-visits'
import { SectionCards } from '../section-cards'

/** What is stored about me, what for and who sees it; and what I may ask: correct it, take it along, delete it. */
export default function MyDataPage() {
  const me = useSession()
  // Kept nowhere: on a shared phone the next person would see it.
  const query = useQuery(() => api.myData(), { cacheKey: null, enabled: me !== null })
  if (!me)
    return (
      <PageFrame title="我的资料">
        <SignInNeeded title="先登录" text="登录后能看到存了您哪些资料。" />
      </PageFrame>
    )
  return (
    <PageFrame title="我的资料">
      <PageState query={query}>{({ sections }) => <SectionCards sections={sections} />}</PageState>
      {me.roles.includes('worker') && <OwnVisits />}
      <FullCopy hasIdentity={me.identity !== null} />
      {me.roles.includes('worker') && (
        <Card title="心里有数">
          <ListRow
            icon="shield"
            title="谁看过我的信息"
            note="哪个部门、看了什么、为什么看"
            onTap={() => void open('sights', {})}
          />
          <ListRow
            icon="check"
            title="我同意过什么"
            note="原话、时间、怎么收回"
            onTap={() => void open('consents', {})}
          />
        </Card>
      )}
      <Card title="还能做什么">
        {me.roles.includes('worker') && (
          <ListRow
            icon="identity"
            title="更正身份信息"
            note="姓名、证件号码不对，从这里更正"
            onTap={() => void open(me.identity ? 'identityCorrection' : 'identity', {})}
          />
        )}
        {me.roles.includes('worker') && me.identity && (
          <ListRow
            icon="phone"
            title="换手机号"
            note={`现在是${me.identity.mobileMasked}，换号等3天，防止别人冒用`}
            onTap={() => void open('contactChange', {})}
          />
        )}
        {me.roles.includes('worker') && (
          <ListRow
            icon="user"
            title="换了微信"
            note={me.identity ? '手机丢了、换了微信，在这里看怎么办' : '把原来的账号换到这个微信'}
            onTap={() => void open('accountMove', {})}
          />
        )}
        <ListRow
          icon="signOut"
          title="注销账号"
          note="删掉您的资料，7天内能反悔"
          onTap={() => void open('deletion', {})}
        />
      </Card>
    </PageFrame>
  )
}
