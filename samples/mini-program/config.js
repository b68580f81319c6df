module.exports = {
  // On a phone: https, and a request domain (request 合法域名) of your mini program.
  server: 'http://localhost:8080',

  // Only the sample's server takes these two from its client. A real one takes the code of wx.login, exchanges it
  // for the openid by code2Session, keeps a login of its own, and never lets the client choose an openid.
  openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o',
  displayAccount: '蓝色自行车'
}
