import { Types, type ClientSession } from 'mongoose'
import type { DifferenceKind } from '#shared/policy-versions'
import {
  DifferencePages,
  PAGE_SIZE,
  type DifferenceItem,
  type DifferencePage,
} from './policy-difference.model'

/** Pages that go to the store together. */
const PAGES_AT_ONCE = 20

/** Keeps the changed claims of one version, page by page as they come: no more of them in memory than is being written. */
export class DifferencePageWriter {
  private readonly open = new Map<DifferenceKind, DifferencePage>()
  private full: DifferencePage[] = []

  private constructor(
    private readonly versionId: Types.ObjectId,
    private readonly tx: ClientSession,
  ) {}

  /** Begins anew: what an earlier comparison left is gone. */
  static async begin(versionId: Types.ObjectId, tx: ClientSession): Promise<DifferencePageWriter> {
    await DifferencePages.deleteMany({ versionId }, { session: tx })
    return new DifferencePageWriter(versionId, tx)
  }

  async add(items: readonly DifferenceItem[]): Promise<void> {
    for (const item of items) {
      const page = this.pageFor(item.kind)
      page.items.push(item)
    }
    if (this.full.length >= PAGES_AT_ONCE) await this.write()
  }

  async end(): Promise<void> {
    this.full.push(...this.open.values())
    await this.write()
  }

  private pageFor(kind: DifferenceKind): DifferencePage {
    const current = this.open.get(kind)
    if (current && current.items.length < PAGE_SIZE) return current
    if (current) this.full.push(current)
    const { versionId } = this
    const number = current ? current.number + 1 : 0
    const fresh: DifferencePage = { _id: new Types.ObjectId(), versionId, kind, number, items: [] }
    this.open.set(kind, fresh)
    return fresh
  }

  private async write(): Promise<void> {
    const pages = this.full
    this.full = []
    if (pages.length > 0) await DifferencePages.insertMany(pages, { session: this.tx, lean: true })
  }
}
