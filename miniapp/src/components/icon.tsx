import { View } from '@tarojs/components'
import alert from 'lucide-static/icons/circle-alert.svg'
import award from 'lucide-static/icons/award.svg'
import back from 'lucide-static/icons/chevron-left.svg'
import banknote from 'lucide-static/icons/banknote.svg'
import bell from 'lucide-static/icons/bell.svg'
import blocks from 'lucide-static/icons/blocks.svg'
import broom from 'lucide-static/icons/broom.svg'
import building from 'lucide-static/icons/building-2.svg'
import calendar from 'lucide-static/icons/calendar-days.svg'
import card from 'lucide-static/icons/credit-card.svg'
import check from 'lucide-static/icons/check.svg'
import clock from 'lucide-static/icons/clock.svg'
import close from 'lucide-static/icons/x.svg'
import done from 'lucide-static/icons/circle-check.svg'
import droplets from 'lucide-static/icons/droplets.svg'
import flame from 'lucide-static/icons/flame.svg'
import forward from 'lucide-static/icons/chevron-right.svg'
import hat from 'lucide-static/icons/hard-hat.svg'
import house from 'lucide-static/icons/house.svg'
import identity from 'lucide-static/icons/id-card.svg'
import info from 'lucide-static/icons/info.svg'
import landmark from 'lucide-static/icons/landmark.svg'
import offline from 'lucide-static/icons/wifi-off.svg'
import people from 'lucide-static/icons/users.svg'
import phone from 'lucide-static/icons/phone.svg'
import place from 'lucide-static/icons/map-pin.svg'
import quote from 'lucide-static/icons/quote.svg'
import receipt from 'lucide-static/icons/receipt-text.svg'
import refused from 'lucide-static/icons/circle-x.svg'
import retry from 'lucide-static/icons/refresh-cw.svg'
import road from 'lucide-static/icons/road.svg'
import search from 'lucide-static/icons/search.svg'
import school from 'lucide-static/icons/graduation-cap.svg'
import send from 'lucide-static/icons/send.svg'
import shield from 'lucide-static/icons/shield-check.svg'
import signOut from 'lucide-static/icons/log-out.svg'
import textSize from 'lucide-static/icons/type.svg'
import tower from 'lucide-static/icons/tower-control.svg'
import trees from 'lucide-static/icons/trees.svg'
import unknown from 'lucide-static/icons/circle-help.svg'
import user from 'lucide-static/icons/user.svg'
import wall from 'lucide-static/icons/brick-wall.svg'
import work from 'lucide-static/icons/briefcase.svg'
import './icon.scss'

const icons = {
  alert,
  award,
  back,
  banknote,
  bell,
  blocks,
  broom,
  building,
  calendar,
  card,
  check,
  clock,
  close,
  done,
  droplets,
  flame,
  forward,
  hat,
  house,
  identity,
  info,
  landmark,
  offline,
  people,
  phone,
  place,
  quote,
  receipt,
  refused,
  retry,
  road,
  search,
  school,
  send,
  shield,
  signOut,
  textSize,
  tower,
  trees,
  unknown,
  user,
  wall,
  work,
}
export type IconName = keyof typeof icons

/**
 * A line icon in the colour of the text around it, growing with the reader's type. Always beside words: it says
 * nothing to screen readers.
 */
export function Icon({ name, size = 'm' }: { name: IconName; size?: 's' | 'm' | 'l' }) {
  const mask = `url("${icons[name]}")`
  return <View className={`icon icon--${size}`} style={{ maskImage: mask, WebkitMaskImage: mask }} />
}
