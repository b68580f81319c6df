const { server, openid, displayAccount } = require('./config')

function call(method, path, data) {
  return new Promise((resolve, reject) => {
    wx.request({
      url: server + '/api/contracts' + path,
      method,
      data,
      success(answer) {
        if (answer.statusCode >= 200 && answer.statusCode < 300) {
          resolve(answer.data)
        } else {
          reject(answer)
        }
      },
      fail: reject
    })
  })
}

/** A signing session: { outContractCode, launch, expiresAt }. */
function open() {
  return call('POST', '', { openid, displayAccount })
}

/** PENDING, SIGNED, TERMINATED or EXPIRED as the server has it, UNKNOWN, or UNREACHABLE when it cannot be asked. */
function find(outContractCode) {
  return call('GET', '/' + outContractCode)
    .then(({ state }) => state, ({ statusCode }) => statusCode === 404 ? 'UNKNOWN' : 'UNREACHABLE')
}

/** The same, after the server has asked WeChat Pay. */
function refresh(outContractCode) {
  return call('POST', '/' + outContractCode + '/refresh').then(({ state }) => state, () => find(outContractCode))
}

module.exports = { open, find, refresh }
