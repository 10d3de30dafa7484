/// <reference types="@tarojs/taro" />

/** Where the phone finds the server: baked in at build time; empty on H5, which is served by it. */
declare const API_BASE: string
/** Path of the offline worker on H5 production builds; empty elsewhere. */
declare const OFFLINE_WORKER: string
/** Whether this build may ask where the phone is: always in a browser, on WeChat once the account is allowed to. */
declare const ASKS_PLACE: boolean

declare module '*.scss'
