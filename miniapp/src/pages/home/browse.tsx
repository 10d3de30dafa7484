import { memo } from 'react'
import { Text, View } from '@tarojs/components'
import { TRADE_CATEGORIES, TRADE_PLANS, type TradePlan } from '#shared/trades'
import { Card, ListRow } from '../../components/card'
import { Icon, type IconName } from '../../components/icon'
import { Tappable } from '../../components/tappable'
import { categoryIcons } from '../../components/trade-row'
import { open } from '../../routes'
import { everything, tradesUnder } from '../../trades/catalogue'

/** What each plan of section 二 is for, in few words. */
const planNotes: Record<TradePlan['name'], string> = {
  高危岗位: '特种作业、安全管理、燃气、水处理',
  产业升级: '装配式建筑、BIM',
  传统建筑: '古建木工、瓦工、石工、彩画',
  紧缺人才: '建筑、市政、园林、房地产、城管',
}

/** The annex for those who would rather look than type: eleven categories and the four plans. */
export const Browse = memo(function Browse() {
  return (
    <>
      <Card title="按行当找">
        <View className="tiles">
          {TRADE_CATEGORIES.map((category) => (
            <Tile key={category} icon={categoryIcons[category]} label={category} />
          ))}
          <Tile icon="search" label={everything} />
        </View>
      </Card>
      <Card title="四项计划">
        {TRADE_PLANS.map(({ name }) => (
          <ListRow
            key={name}
            title={name}
            note={planNotes[name] ?? ''}
            end={<Text className="tiles__count">{tradesUnder(name).length}个工种</Text>}
            onTap={() => void open('category', { name })}
          />
        ))}
      </Card>
      <Card title="公开目录">
        <ListRow
          icon="school"
          title="培训机构、评价机构"
          note="在不在目录里，合格率多少，多久到账"
          onTap={() => void open('publicLists', {})}
        />
      </Card>
    </>
  )
})

function Tile({ icon, label }: { icon: IconName; label: string }) {
  const count = tradesUnder(label).length
  return (
    <Tappable
      className="tiles__tile"
      role="link"
      label={`${label}，${String(count)}个工种`}
      onTap={() => void open('category', { name: label })}
    >
      <View className="tiles__icon">
        <Icon name={icon} size="l" />
      </View>
      <Text className="tiles__label">{label}</Text>
      <Text className="tiles__count">{count}个工种</Text>
    </Tappable>
  )
}
