import { useState, type ReactNode } from 'react'
import { Card, ListRow } from '../../../components/card'
import { Notice } from '../../../components/notice'
import { DangerButton, PlainButton, PrimaryButton } from '../../../components/primary-button'
import { Sheet } from '../../../components/sheet'
import { StatusTag } from '../../../components/status-tag'

export interface RowListProps<Row> {
  title: string
  /** Where the list stands in the draft: `/lessons`. */
  pointer: string
  rows: readonly Row[]
  most: number
  /** How one row reads in the list. */
  wordsOf: (row: Row, index: number) => { title: string; note: string }
  /** What stands against the list as a whole. */
  faults: readonly string[]
  countAt: (pointer: string) => number
  addText: string
  newRow: () => Row
  onChange: (rows: Row[]) => void
  /** The fields of one row. */
  children: (row: Row, change: (change: Partial<Row>) => void, pointer: string) => ReactNode
}

/** A list of the form: a line for each row, and a sheet over the page in which one is written. */
export function RowList<Row>(props: RowListProps<Row>) {
  const { title, pointer, rows, most, wordsOf, faults, countAt, addText, newRow, onChange, children } = props
  const [openAt, setOpenAt] = useState<number | null>(null)
  const row = openAt === null ? undefined : rows[openAt]
  const close = () => setOpenAt(null)
  return (
    <Card title={title}>
      {faults.map((fault) => (
        <Notice key={fault} tone="stop">
          {fault}
        </Notice>
      ))}
      {rows.map((each, index) => {
        const count = countAt(`${pointer}/${String(index)}`)
        return (
          <ListRow
            key={index}
            {...wordsOf(each, index)}
            {...(count === 0 ? {} : { end: <StatusTag tone="stop" text={`${String(count)}处要改`} /> })}
            onTap={() => setOpenAt(index)}
          />
        )
      })}
      {rows.length < most && (
        <PlainButton
          text={addText}
          onTap={() => {
            onChange([...rows, newRow()])
            setOpenAt(rows.length)
          }}
        />
      )}
      {row !== undefined && openAt !== null && (
        <Sheet title={title} open onClose={close}>
          {children(
            row,
            (change) =>
              onChange(rows.map((each, index) => (index === openAt ? { ...each, ...change } : each))),
            `${pointer}/${String(openAt)}`,
          )}
          <PrimaryButton text="写好了" onTap={close} />
          <DangerButton
            text="去掉这一项"
            onTap={() => {
              onChange(rows.filter((_each, index) => index !== openAt))
              close()
            }}
          />
        </Sheet>
      )}
    </Card>
  )
}
