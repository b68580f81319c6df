const contracts = require('./contracts')

const KEY = 'outContractCode'
const BACK_FROM_MINI_PROGRAM = 1038
const PAUSES = [1000, 2000, 4000, 8000]

function isOpen(state) {
  return state === 'PENDING' || state === 'UNREACHABLE'
}

function sleep(millis) {
  return new Promise((resolve) => setTimeout(resolve, millis))
}

App({
  globalData: {
    outContractCode: '',
    launch: null,
    status: { state: '', asking: false }
  },
  turn: 0,
  listener: () => {},

  onLaunch() {
    // WeChat may have ended this mini program while the payer was signing in the other one.
    this.globalData.outContractCode = wx.getStorageSync(KEY)
  },

  onShow({ scene }) {
    // Not a look at referrerInfo.extraData: it came through the client, who can make it up. The server knows.
    if (this.globalData.outContractCode) {
      this.ask(scene === BACK_FROM_MINI_PROGRAM)
    }
  },

  /** The notification may come a little later than the payer, so ask again for a while, and then WeChat Pay. */
  async ask(patiently) {
    const { outContractCode } = this.globalData
    const turn = ++this.turn
    this.tell({ asking: true })
    let state = await contracts.find(outContractCode)
    for (let i = 0; patiently && isOpen(state) && i < PAUSES.length && turn === this.turn; i++) {
      await sleep(PAUSES[i])
      state = await contracts.find(outContractCode)
    }
    if (patiently && isOpen(state) && turn === this.turn) {
      state = await contracts.refresh(outContractCode)
    }
    if (turn === this.turn) {
      this.settle(state)
    }
  },

  /** Has the server ask WeChat Pay once. */
  async refresh() {
    this.turn++
    const state = await contracts.refresh(this.globalData.outContractCode)
    this.settle(state)
    return state
  },

  remember({ outContractCode, launch }) {
    this.turn++
    // The launch stays in memory: who holds it can open the session.
    Object.assign(this.globalData, { outContractCode, launch })
    wx.setStorageSync(KEY, outContractCode)
    this.tell({ state: 'PENDING', asking: false })
  },

  settle(state) {
    if (!isOpen(state) && state !== 'SIGNED') {
      Object.assign(this.globalData, { outContractCode: '', launch: null })
      wx.removeStorageSync(KEY)
    }
    this.tell({ state, asking: false })
  },

  watch(listener) {
    this.listener = listener
    listener(this.globalData.status)
  },

  tell(change) {
    Object.assign(this.globalData.status, change)
    this.listener(this.globalData.status)
  }
})
