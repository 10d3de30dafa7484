import { useState, type PropsWithChildren } from 'react'
import { ScrollView, Text, View } from '@tarojs/components'
import { isH5 } from '../platform/target'
import { Icon } from './icon'
import { Tappable } from './tappable'
import './sheet.scss'

export interface SheetProps {
  title: string
  open: boolean
  onClose: () => void
}

/** Paper that comes over the page from below: original texts, details. Closes by its cross or a tap beside it. */
export function Sheet({ title, open, onClose, children }: PropsWithChildren<SheetProps>) {
  if (!open) return null
  return (
    <View
      className="sheet"
      catchMove
      {...(isH5 ? { role: 'dialog', 'aria-modal': 'true', 'aria-label': title } : {})}
    >
      <View className="sheet__veil" onClick={onClose} />
      <View className="sheet__paper">
        <View className="sheet__head">
          <Text className="sheet__title">{title}</Text>
          <Tappable className="sheet__close" label="关闭" onTap={onClose}>
            <Icon name="close" />
          </Tappable>
        </View>
        <ScrollView className="sheet__body" scrollY>
          <View className="sheet__content">{children}</View>
        </ScrollView>
      </View>
    </View>
  )
}

/** A quiet link that opens a sheet: 看原文. */
export function SheetLink({ text, title, children }: PropsWithChildren<{ text: string; title: string }>) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Tappable className="sheet-link" role="link" label={text} onTap={() => setOpen(true)}>
        <Text>{text}</Text>
        <Icon name="forward" size="s" />
      </Tappable>
      <Sheet title={title} open={open} onClose={() => setOpen(false)}>
        {children}
      </Sheet>
    </>
  )
}
