public import HubbubAccounts
import HubbubDomain
public import HubbubHub
public import HubbubMedia
import HubbubStore
import Hummingbird
public import Logging

/// What the routes work with.
public struct Services: Sendable {
  public let hub: Hub
  public let accounts: Accounts
  public let settings: HTTPSettings
  public let authenticator: Authenticator
  public let originRule: OriginRule
  public let counts: HTTPCounts
  /// Nil where none are kept.
  public let pictures: Pictures?
  /// Nil where none are kept.
  let media: MediaLibrary?
  /// Nil where there is no folder to make one in.
  let exports: Exports?
  /// What the pages are made of, and their texts in other languages.
  let webFiles: WebFiles
  let startedAt = Timestamp.now()

  /// Puts the interface before `hub`, with accounts of its own.
  public init(
    hub: Hub, settings: HTTPSettings, pictures: Pictures? = nil, media: MediaLibrary? = nil,
    webFolder: String? = nil, logger: Logger
  ) {
    let accounts = Accounts(
      store: hub.store, passwords: PasswordPool(),
      guards: settings.limitsRates ? Guards() : nil,
      factors: settings.keyFile.map { FactorSecrets(keyFile: $0, logger: logger) },
      setupKey: settings.setupKey,
      commit: { await hub.commit($0) })
    self.init(
      hub: hub, accounts: accounts, settings: settings, pictures: pictures, media: media,
      webFolder: webFolder)
  }

  /// The same with accounts that are given: tests have clocks of their own.
  public init(
    hub: Hub, accounts: Accounts, settings: HTTPSettings, pictures: Pictures? = nil,
    media: MediaLibrary? = nil, webFolder: String? = nil
  ) {
    self.hub = hub
    self.accounts = accounts
    self.settings = settings
    self.pictures = pictures
    self.media = media
    exports = settings.mediaFolder.map { Exports(path: MediaPart.exports.path(in: $0)) }
    webFiles = webFolder.map(WebFiles.folder) ?? .embedded
    counts = HTTPCounts(isOn: settings.isMeasured)
    authenticator = Authenticator(accounts: accounts)
    originRule = OriginRule(publicURL: settings.publicURL)
  }
}

extension Services {
  /// Who may sign up now: what the operator fixed, else what an admin has decided.
  ///
  /// Read each time, so that what is on disk and what holds are never two things.
  func signup() async throws -> SignupMode {
    guard !settings.isSignupFixed else { return settings.signup }
    return try await hub.store.signup() ?? settings.signup
  }

  /// Notes that a session is used, now and then; costs a comparison else.
  func noteUse(of session: Session) {
    if let change = accounts.use(of: session) { hub.append(change) }
  }
}
