import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import Taro from '@tarojs/taro'

/** So long a connection must hold before it counts as back, in milliseconds: at the edge of a cell it comes and goes. */
const SETTLING_MS = 300

let isOnline = true
const listeners = new Set<() => void>()
/** One watch for however many ask. */
let stopWatching: (() => void) | null = null

/** Whether the phone says that it is connected. A connection that carries nothing still counts as one. */
export function useOnline(): boolean {
  return useSyncExternalStore(subscribe, read, read)
}

/** How often the network has come back, and stayed, since whoever asks was first drawn. */
export function useNetworkReturns(): number {
  const online = useOnline()
  const wasOffline = useRef(false)
  const [returns, setReturns] = useState(0)
  useEffect(() => {
    if (!online) wasOffline.current = true
    if (!online || !wasOffline.current) return
    const timer = setTimeout(() => {
      wasOffline.current = false
      setReturns((before) => before + 1)
    }, SETTLING_MS)
    return () => clearTimeout(timer)
  }, [online])
  return returns
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  stopWatching ??= process.env.TARO_ENV === 'h5' ? watchBrowser() : watchPhone()
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    stopWatching?.()
    stopWatching = null
  }
}

function read(): boolean {
  return isOnline
}

function tell(online: boolean): void {
  isOnline = online
  for (const listener of listeners) listener()
}

function watchPhone(): () => void {
  let hasChanged = false
  const changed = ({ isConnected }: { isConnected: boolean }) => {
    hasChanged = true
    tell(isConnected)
  }
  void Taro.getNetworkType().then(({ networkType }) => {
    if (!hasChanged) tell(networkType !== 'none')
  })
  Taro.onNetworkStatusChange(changed)
  return () => Taro.offNetworkStatusChange(changed)
}

function watchBrowser(): () => void {
  const look = () => tell(navigator.onLine)
  look()
  window.addEventListener('online', look)
  window.addEventListener('offline', look)
  return () => {
    window.removeEventListener('online', look)
    window.removeEventListener('offline', look)
  }
}
