const contracts = require('../../contracts')

const app = getApp()

Page({
  data: { state: '', asking: false, opening: false, notice: '' },

  onLoad() {
    app.watch((status) => this.setData(status))
  },

  openCabinet() {
    this.setData({ notice: '' })
    if (app.globalData.launch) {
      this.jump()
    } else {
      this.openSession()
    }
  },

  async openSession() {
    this.setData({ opening: true })
    try {
      if (await this.mayOpen()) {
        app.remember(await contracts.open())
        this.jump()
      }
    } catch (ex) {
      this.setData({ notice: '暂时无法发起签约，请稍后再试' })
    } finally {
      this.setData({ opening: false })
    }
  },

  /** Nobody signs a second time because the news of the first signature was late. */
  async mayOpen() {
    if (!app.globalData.outContractCode) {
      return true
    }
    const state = await app.refresh()
    return state !== 'SIGNED' && state !== 'UNREACHABLE'
  },

  jump() {
    const { appId, path, extraData } = app.globalData.launch
    wx.navigateToMiniProgram({
      appId,
      path,
      extraData,
      success() {
        app.globalData.launch = null
      },
      fail: ({ errMsg }) => {
        // WeChat wants this call from a tap, and may not accept one that waited for the server: the next tap
        // finds the session ready.
        const cancelled = errMsg.includes('cancel')
        this.setData({ notice: cancelled ? '已取消，尚未签约' : '未能打开签约页面，请再点一次' })
      }
    })
  }
})
