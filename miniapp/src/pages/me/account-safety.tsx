import type { Role } from '#shared/people'
import { Card, ListRow } from '../../components/card'
import { open } from '../../routes'

/** Where one is signed in; for staff also what is asked before approving and paying. */
export function AccountSafety({ roles }: { roles: readonly Role[] }) {
  const isStaff = roles.some((role) => role !== 'worker')
  return (
    <Card title="账号安全">
      <ListRow
        icon="phone"
        title="登录的设备"
        note="手机丢了，从这里让它退出"
        onTap={() => void open('devices', {})}
      />
      <ListRow
        icon="identity"
        title="我的资料"
        note="存了什么、谁看得到，下载、注销"
        onTap={() => void open('myData', {})}
      />
      {isStaff ? (
        <>
          <ListRow
            icon="shield"
            title="动态验证码"
            note="批准、付款前用的验证器"
            onTap={() => void open('secondFactor', {})}
          />
          <ListRow
            icon="user"
            title="电脑登录"
            note="扫电脑上的码，让它登录"
            onTap={() => void open('desktopConfirm', {})}
          />
          <ListRow
            icon="identity"
            title="电脑登录密码"
            note="手机不在手边时用"
            onTap={() => void open('staffPassword', {})}
          />
        </>
      ) : (
        <ListRow
          icon="people"
          title="我有邀请码"
          note="单位请您来审核、管班的，从这里进"
          onTap={() => void open('staffJoin', {})}
        />
      )}
    </Card>
  )
}
