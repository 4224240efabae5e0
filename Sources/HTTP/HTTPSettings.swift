public import HubbubAccounts
public import HubbubDomain

/// What an operator decides about the HTTP interface.
public struct HTTPSettings: Sendable {
  /// Who may make an account (`HUBBUB_SIGNUP`, else what an admin has decided).
  public var signup = SignupMode.open
  /// Whether the operator has said it, so that no admin changes it.
  public var isSignupFixed = false
  /// Where people find this server (`HUBBUB_PUBLIC_URL`); else the Host header says.
  public var publicURL: WebOrigin?
  /// Whose `X-Forwarded-For` and `-Proto` count (`HUBBUB_TRUSTED_PROXIES`).
  public var trustedProxies = TrustedProxies.none
  /// Makes the first admin; nil where there is one (`serve` prints it).
  public var setupKey: SetupKey?
  /// Whether guessers are slowed down (`HUBBUB_RATE_LIMITS`).
  public var limitsRates = true
  /// A bearer who may read the figures without being an admin
  /// (`HUBBUB_METRICS_TOKEN`); nil: admins only.
  public var metricsToken: String?

  /// The file with the key of second factors, `hubbub.key` in the data folder;
  /// nil: none can be turned on.
  public var keyFile: String?
  /// Where pictures are kept; nil: nobody can send one.
  public var mediaFolder: String?
  /// How many bytes one person may keep (`HUBBUB_MEDIA_QUOTA_BYTES`).
  public var mediaQuotaBytes: Int64 = 1_073_741_824
  /// Where the programs are looked for that decode them (`PATH`).
  public var programFolders = ["/usr/local/bin", "/usr/bin", "/bin"]

  /// What this program is called among its versions.
  public var version = "unknown"
  /// Whether anything is counted and timed (`HUBBUB_STATS`).
  public var isMeasured = true

  public init() {}
}
