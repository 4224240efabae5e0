import HubbubDomain
import HubbubHTTP
import HubbubHub

/// What each part of the program takes of it.
extension Configuration {
  /// For the hub, which may have as many sockets as there are files for them.
  func forHub(openFiles: Int) -> HubConfiguration {
    var hub = HubConfiguration()
    hub.heartbeat = heartbeat
    hub.limitsRates = limitsRates
    hub.presenceIdle = presenceIdle
    hub.presenceGrace = presenceGrace
    hub.isMeasured = isMeasured
    hub.sockets = OpenFiles.sockets(of: openFiles)
    return hub
  }

  /// For what listens.
  var forServer: ServerSettings {
    var server = ServerSettings()
    server.host = host
    server.port = port
    server.webFolder = webFolder
    server.hasDevEcho = hasDevEcho
    server.http.signup = signup ?? .open
    server.http.isSignupFixed = signup != nil
    server.http.publicURL = publicURL
    server.http.trustedProxies = trustedProxies
    server.http.limitsRates = limitsRates
    server.http.metricsToken = metricsToken
    server.http.keyFile = dataFolder + "/hubbub.key"
    server.http.version = Version.text
    server.http.isMeasured = isMeasured
    server.http.mediaFolder = dataFolder + "/media"
    server.http.mediaQuotaBytes = mediaQuotaBytes
    server.http.programFolders = ProgramFolders.all
    return server
  }

  /// The host as it is written in a URL (RFC 3986 §3.2.2).
  var urlHost: String { host.contains(":") ? "[\(host)]" : host }
}
