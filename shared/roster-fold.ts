/** Signs before a line that number it: ① 、 ⒈ ㈠, and a bullet. */
const LEADING_SIGN =
  /^\s*[\u2460-\u249b\u24eb-\u24ff\u2776-\u2793\u3220-\u3229\u3280-\u3289•●○■□◆◇★☆▪✓✔√-]+\s*/u
const KEYCAP = /^\s*(?:\d\ufe0f?\u20e3)+\s*/u
/** 1. 1、 (1) 1) 【1】 第1个 一、 and 1 with a blank before a word. A long number is no serial number. */
const SERIAL =
  /^\s*(?:第?\s*\d{1,4}\s*(?:[.、,:)\]】．。]|号[::]?|个|名)(?!\d{3,})|[(【[]\s*\d{1,4}\s*[)】\]]|[一二三四五六七八九十百]{1,4}\s*[、.．]|\d{1,4}\s+(?=\p{Script=Han}))\s*/u
const INVISIBLE =
  /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g
const PICTURES = /[\u{1f000}-\u{1faff}\u{2600}-\u{27bf}\u{fe0f}\u{20e3}]/gu
/** WeChat's own pictures: [微笑] [OK]. */
const WECHAT_PICTURES = /\[[\p{Script=Han}A-Za-z]{1,6}\]/gu
/** Dots as they stand in names, made the one that names are stored with. NFKC has turned ．﹒․ into a full stop. */
const NAME_DOTS = /[•‧∙⋅・᛫](?=\s*\p{Script=Han})|(?<=\p{Script=Han})\.(?=\p{Script=Han})/gu
const MENTION = /@(所有人|全体成员|\S{1,20})[\s\u2005]*/g

/** A line without what only numbers or decorates it: half width, one kind of dot and blank. Never throws. */
export function foldLine(line: string): { text: string; isNumbered: boolean } {
  const bare = line.replace(INVISIBLE, '').replace(KEYCAP, '1. ')
  const unsigned = bare.replace(LEADING_SIGN, '')
  const folded = unsigned
    .normalize('NFKC')
    .replace(MENTION, ' ')
    .replace(WECHAT_PICTURES, ' ')
    .replace(PICTURES, ' ')
    .replace(NAME_DOTS, '·')
    .replace(/\s*·\s*/g, '·')
    .replace(/[‐‑‒–—―−]/g, '-')
    .replace(/\s+/g, ' ')
  const text = folded.replace(SERIAL, '').trim()
  return { text, isNumbered: unsigned !== bare || text !== folded.trim() }
}
