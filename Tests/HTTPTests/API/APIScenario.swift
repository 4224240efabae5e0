import HTTPTypes
import HubbubDomain
import Testing

/// One request, and what a guest, a stranger and the user it is about get.
struct APIScenario: Sendable, CustomTestStringConvertible {
  let method: HTTPRequest.Method
  /// With the names of ``APIWorld/names`` in it.
  let path: String
  var body: String?
  let guest: Int
  let stranger: Int
  let user: Int
  /// Must be in the user's answer.
  var contains: [String] = []
  /// Must not be in the stranger's answer.
  var lacks: [String] = []
  /// Events that the user's request is told by.
  var tells: Int64 = 0

  var testDescription: String { "\(method.rawValue) \(path) \(body ?? "")" }

  /// The route that this asks, as `Routes.swift` writes it.
  var route: String {
    let path = path.prefix { $0 != "?" }
    let names = ["ada", "bob", "carol", "eve", "nobody"]
    return path.split(separator: "/", omittingEmptySubsequences: false).map { part in
      if part.hasSuffix(".svg") { return "{id}.svg" }
      if part == "large.webp" { return "{name}" }
      if part == "COMMENT" { return "{comment}" }
      if part.hasPrefix("%") { return "{emoji}" }
      if Int(part) != nil { return "{seq}" }
      if part.hasSuffix(".webp") { return "{picture}" }
      if names.contains(String(part)) { return "{username}" }
      return !part.isEmpty && part.allSatisfy(\.isUppercase) ? "{id}" : String(part)
    }.joined(separator: "/")
  }
}

extension APIScenario {
  private static let newPost = #"{"text":"fresh","audience":"public","key":"k2","media":[]}"#

  /// Every route of `Routes.swift`, with what may go wrong on each.
  static let all: [APIScenario] =
    account + invites + admin + logins + leaving + people + posts + rooms + messages + search
    + media

  /// The first of each route.
  static let onePerRoute: [APIScenario] = all.reduce(into: []) { some, scenario in
    if !some.contains(where: { $0.route == scenario.route }) { some.append(scenario) }
  }

  private static let account = [
    APIScenario(
      method: .post, path: "/api/signup",
      body: #"{"username":"dora","password":"correct horse"}"#, guest: 201, stranger: 409,
      user: 409, contains: ["username_taken", #""field":"username""#], lacks: ["user\":"]),
    APIScenario(
      method: .post, path: "/api/login", body: #"{"username":"ada","password":"not hers"}"#,
      guest: 401, stranger: 401, user: 401, contains: ["invalid_credentials"], lacks: ["token"]),
    APIScenario(
      method: .get, path: "/api/config", guest: 200, stranger: 200, user: 200,
      contains: [
        #""username":{"max":30,"min":2}"#, #""password":{"max":256,"min":8}"#,
        #""displayName":{"max":50,"min":1}"#, #""title":{"max":80,"min":1}"#,
        #""message":{"max":4000,"min":1}"#, #""post":{"max":2000,"min":0}"#,
        #""comment":{"max":1000,"min":1}"#, #""key":{"max":64,"min":1}"#,
        #""list":{"max":100,"min":1}"#, #""listDefault":50"#, #""signup":"open""#,
      ]),
    APIScenario(
      method: .get, path: "/api/me", guest: 401, stranger: 200, user: 200,
      contains: [
        #""username":"ada""#, #""displayName":""#, #""avatar":"/avatars/ADA.svg""#,
        #""factor":false"#,
      ],
      lacks: [#""username":"ada""#]),
    APIScenario(
      method: .post, path: "/api/me/factor", guest: 401, stranger: 200, user: 200,
      contains: [#""secret":""#, "otpauth://totp/Hubbub:ada?secret="], lacks: ["ada"]),
    APIScenario(
      method: .put, path: "/api/me/factor", body: #"{"code":"123456"}"#, guest: 401,
      stranger: 404, user: 404, contains: ["not_found"], lacks: ["recoveryCodes"]),
    APIScenario(
      method: .delete, path: "/api/me/factor", body: #"{"password":"not hers"}"#, guest: 401,
      stranger: 401, user: 401, contains: ["invalid_credentials"]),
    APIScenario(
      method: .get, path: "/api/bootstrap", guest: 401, stranger: 200, user: 200,
      contains: [
        #""me":{"#, #""epoch":""#, #""since":{"#, #""feed":{"items":[{"#, #""conversations":[{"#,
        #""friends":[{"presence":{"since":"#, #""requests":{"incoming":[{"#, #""outgoing":[]}"#,
        #""notifications":{"unread":2}"#, #""config":{"#, "a public post", "a private note",
        #""user:ADA":"#, #""person:ADA":1"#, #""feed":1"#, #""conversation:ROOM":"#,
        #""person:CAROL":0"#, #""role":"member""#, #""invisible":false"#,
      ],
      lacks: [
        "a private note", "among friends", "the third line", "conversation:ROOM", "carol",
        "openReports",
      ]),
    APIScenario(
      method: .get, path: "/api/stats", guest: 401, stranger: 403, user: 403,
      contains: ["forbidden"], lacks: ["process"]),
    APIScenario(
      method: .get, path: "/metrics", guest: 401, stranger: 403, user: 403,
      contains: ["forbidden"], lacks: ["process_"]),
    APIScenario(
      method: .get, path: "/avatars/ADA.svg", guest: 401, stranger: 200, user: 200,
      contains: ["<svg xmlns"]),
    APIScenario(
      method: .get, path: "/avatars/x.svg", guest: 401, stranger: 404, user: 404,
      contains: ["not_found"]),
    APIScenario(
      method: .get, path: "/avatars/ADA/PICTURE-128.webp", guest: 401, stranger: 404, user: 404,
      contains: ["not_found"]),
    APIScenario(
      method: .put, path: "/api/me/avatar", body: "<svg></svg>", guest: 401, stranger: 415,
      user: 415, contains: ["unsupported_type"]),
    APIScenario(
      method: .put, path: "/api/me/avatar", body: "", guest: 401, stranger: 422, user: 422,
      contains: ["corrupt_media"]),
    APIScenario(
      method: .delete, path: "/api/me/avatar", guest: 401, stranger: 200, user: 200,
      contains: [#"{"user":{"avatar":"/avatars/ADA.svg""#], lacks: ["ADA"]),
    APIScenario(
      method: .post, path: "/api/logout", guest: 401, stranger: 204, user: 204),
  ]

  private static let people = [
    APIScenario(
      method: .patch, path: "/api/me", body: #"{"bio":" I like tea ","theme":"dark"}"#, guest: 401,
      stranger: 200, user: 200, contains: [#""bio":"I like tea""#, #""theme":"dark""#]),
    APIScenario(
      method: .patch, path: "/api/me", body: #"{"theme":"pink"}"#, guest: 401, stranger: 422,
      user: 422, contains: ["invalid", #""field":"theme""#]),
    APIScenario(
      method: .patch, path: "/api/me", body: #"{"displayName":""}"#, guest: 401, stranger: 422,
      user: 422, contains: ["invalid", #""field":"displayName""#]),
    APIScenario(
      method: .get, path: "/api/users?query=CAR", guest: 401, stranger: 200, user: 200,
      contains: [#""username":"carol""#, #""relation":"friends""#, #""next":null"#],
      lacks: ["friends", "presence"]),
    APIScenario(
      method: .get, path: "/api/users?query=", guest: 401, stranger: 400, user: 400,
      contains: ["bad_request", #""field":"query""#]),
    APIScenario(
      method: .get, path: "/api/users/carol", guest: 401, stranger: 200, user: 200,
      contains: [#""relation":"friends""#, #""presence":{"#, #""bio":"""#, #""createdAt":"#],
      lacks: ["presence"]),
    APIScenario(
      method: .get, path: "/api/users/nobody", guest: 401, stranger: 404, user: 404,
      contains: ["not_found"]),
    APIScenario(
      method: .get, path: "/api/users/ada/posts", guest: 401, stranger: 200, user: 200,
      contains: ["a public post", "a private note", "among friends", #""next":null"#],
      lacks: ["a private note", "among friends"]),
    APIScenario(
      method: .get, path: "/api/users/nobody/posts", guest: 401, stranger: 404, user: 404),
    APIScenario(
      method: .get, path: "/api/online", guest: 401, stranger: 200, user: 200,
      contains: [#""items":[]"#]),
    APIScenario(
      method: .get, path: "/api/online?all=true", guest: 401, stranger: 403, user: 403,
      contains: ["forbidden"]),
    APIScenario(
      method: .get, path: "/api/friends", guest: 401, stranger: 200, user: 200,
      contains: [#""username":"carol""#, #""state":"offline""#], lacks: ["carol"]),
    APIScenario(
      method: .get, path: "/api/friends/requests", guest: 401, stranger: 200, user: 200,
      contains: [#""incoming":[{"#, #""username":"eve""#, #""outgoing":[]"#], lacks: ["eve"]),
    APIScenario(
      method: .put, path: "/api/friends/eve", guest: 401, stranger: 200, user: 200,
      contains: [#""relation":"friends""#], lacks: ["friends"], tells: 1),
    APIScenario(
      method: .put, path: "/api/friends/carol", guest: 401, stranger: 200, user: 200,
      contains: [#""relation":"friends""#]),
    APIScenario(
      method: .put, path: "/api/friends/ada", guest: 401, stranger: 200, user: 422,
      contains: ["invalid", #""field":"username""#]),
    APIScenario(
      method: .put, path: "/api/friends/nobody", guest: 401, stranger: 404, user: 404,
      contains: ["not_found"]),
    APIScenario(
      method: .delete, path: "/api/friends/carol", guest: 401, stranger: 200, user: 200,
      contains: [#""relation":"none""#], tells: 2),
    APIScenario(
      method: .delete, path: "/api/friends/eve", guest: 401, stranger: 200, user: 200,
      contains: [#""relation":"none""#], tells: 1),
    APIScenario(
      method: .delete, path: "/api/friends/nobody", guest: 401, stranger: 404, user: 404),
    APIScenario(
      method: .get, path: "/api/blocks", guest: 401, stranger: 200, user: 200,
      contains: [#""items":[]"#]),
    APIScenario(
      method: .put, path: "/api/blocks/carol", guest: 401, stranger: 200, user: 200,
      contains: [#""relation":"blocked""#], tells: 2),
    APIScenario(
      method: .put, path: "/api/blocks/ada", guest: 401, stranger: 200, user: 422,
      contains: ["invalid"]),
    APIScenario(
      method: .delete, path: "/api/blocks/carol", guest: 401, stranger: 200, user: 200,
      contains: [#""relation":"friends""#]),
    APIScenario(
      method: .delete, path: "/api/blocks/nobody", guest: 401, stranger: 404, user: 404),
    APIScenario(
      method: .get, path: "/api/notifications", guest: 401, stranger: 200, user: 200,
      contains: [
        #""kind":"friend_request""#, #""kind":"comment""#, #""unread":2"#, #""next":null"#,
        #""username":"eve""#,
      ],
      lacks: ["eve"]),
    APIScenario(
      method: .post, path: "/api/notifications/read", body: #"{"upTo":"1000"}"#, guest: 401,
      stranger: 200, user: 200, contains: [#"{"unread":0}"#]),
    APIScenario(
      method: .post, path: "/api/notifications/read", body: #"{"upTo":"all"}"#, guest: 401,
      stranger: 422, user: 422, contains: [#""field":"upTo""#]),
    APIScenario(
      method: .patch, path: "/api/posts/POST", body: #"{"text":"mended"}"#, guest: 401,
      stranger: 403, user: 200, contains: [#""text":"mended""#, #""editedAt":"#], tells: 1),
    APIScenario(
      method: .patch, path: "/api/posts/POST", body: #"{"audience":"friends"}"#, guest: 401,
      stranger: 403, user: 200, contains: [#""audience":"friends""#], lacks: ["editedAt"], tells: 2),
    APIScenario(
      method: .patch, path: "/api/posts/POST", body: #"{"audience":"all"}"#, guest: 401,
      stranger: 422, user: 422, contains: [#""field":"audience""#]),
    APIScenario(
      method: .patch, path: "/api/posts/NOTE", body: #"{"text":"x"}"#, guest: 401, stranger: 404,
      user: 200, contains: [#""audience":"me""#], tells: 1),
    APIScenario(
      method: .get, path: "/api/posts/POST/likes", guest: 401, stranger: 200, user: 200,
      contains: [#""items":[]"#]),
    APIScenario(
      method: .get, path: "/api/posts/FRIENDLY/likes", guest: 401, stranger: 404, user: 200),
    APIScenario(
      method: .get, path: "/api/posts/POST/comments", guest: 401, stranger: 200, user: 200,
      contains: ["well said", #""username":"carol""#, #""seq":1"#, #""next":null"#]),
    APIScenario(
      method: .get, path: "/api/posts/FRIENDLY/comments", guest: 401, stranger: 404, user: 200,
      contains: [#""items":[]"#]),
    APIScenario(
      method: .post, path: "/api/posts/POST/comments", body: #"{"text":"thanks","key":"c9"}"#,
      guest: 401, stranger: 201, user: 201,
      contains: [#""text":"thanks""#, #""key":"c9""#, #""seq":3"#], tells: 1),
    APIScenario(
      method: .post, path: "/api/posts/POST/comments", body: #"{"text":" ","key":"c9"}"#,
      guest: 401, stranger: 422, user: 422, contains: [#""field":"text""#]),
    APIScenario(
      method: .post, path: "/api/posts/FRIENDLY/comments", body: #"{"text":"hm","key":"c9"}"#,
      guest: 401, stranger: 404, user: 201, tells: 1),
    APIScenario(
      method: .delete, path: "/api/posts/POST/comments/COMMENT", guest: 401, stranger: 403,
      user: 204, tells: 1),
    APIScenario(
      method: .delete, path: "/api/posts/NOTE/comments/COMMENT", guest: 401, stranger: 404,
      user: 404),
  ]

  private static let logins = [
    APIScenario(
      method: .post, path: "/api/me/password",
      body: #"{"current":"not theirs","new":"staple battery"}"#, guest: 401, stranger: 401,
      user: 401, contains: ["invalid_credentials", #""field":"current""#]),
    APIScenario(
      method: .post, path: "/api/me/password", body: #"{"current":"x","new":"2short"}"#,
      guest: 401, stranger: 422, user: 422, contains: ["invalid", #""field":"new""#, "8 to 256"]),
    APIScenario(
      method: .post, path: "/api/me/password", body: #"{"current":"x","new":"password1"}"#,
      guest: 401, stranger: 422, user: 422, contains: ["invalid", #""field":"new""#, "guessed"]),
    APIScenario(
      method: .post, path: "/api/me/password",
      body: #"{"current":"correct horse","new":"correct horse"}"#, guest: 401, stranger: 422,
      user: 422, contains: ["invalid", #""field":"new""#, "you have"]),
    APIScenario(
      method: .post, path: "/api/me/password", body: #"{"new":"staple battery"}"#, guest: 401,
      stranger: 400, user: 400, contains: ["bad_request", #""field":"current""#]),
    APIScenario(
      method: .get, path: "/api/me/sessions", guest: 401, stranger: 200, user: 200,
      contains: [
        #""items":[{"createdAt":""#, #""current":true"#, #""id":"SESSION""#, #""lastSeenAt":""#,
        #""userAgent":"sample""#,
      ],
      lacks: ["SESSION", "token", #""current":false"#]),
    APIScenario(
      method: .delete, path: "/api/me/sessions/SESSION", guest: 401, stranger: 404, user: 204),
    APIScenario(
      method: .delete, path: "/api/me/sessions/NOWHERE", guest: 401, stranger: 404, user: 404,
      contains: ["not_found"]),
  ]

  private static let leaving = [
    APIScenario(
      method: .delete, path: "/api/me", body: #"{"password":"not theirs"}"#, guest: 401,
      stranger: 401, user: 401, contains: ["invalid_credentials", #""field":"password""#]),
    APIScenario(
      method: .delete, path: "/api/me", body: "{}", guest: 401, stranger: 400, user: 400,
      contains: ["bad_request", #""field":"password""#]),
    APIScenario(method: .get, path: "/api/me/export", guest: 401, stranger: 200, user: 200),
  ]

  private static let posts = [
    APIScenario(
      method: .get, path: "/api/feed", guest: 401, stranger: 200, user: 200,
      contains: ["a public post", "a private note", #""next":null"#], lacks: ["a private note"]),
    APIScenario(
      method: .post, path: "/api/posts", body: newPost, guest: 401, stranger: 201, user: 201,
      contains: [
        #""text":"fresh""#, #""audience":"public""#, #""key":"k2""#, #""comments":0"#,
        #""likes":{"count":0,"mine":false,"version":0}"#, #""media":[]"#, #""username":"ada""#,
      ],
      lacks: [#""username":"ada""#], tells: 1),
    APIScenario(
      method: .post, path: "/api/posts", body: #"{"text":"x","audience":"me","key":"k3"}"#,
      guest: 401, stranger: 201, user: 201, contains: [#""audience":"me""#], tells: 1),
    APIScenario(
      method: .get, path: "/api/posts/POST", guest: 401, stranger: 200, user: 200,
      contains: ["a public post"]),
    APIScenario(
      method: .get, path: "/api/posts/NOTE", guest: 401, stranger: 404, user: 200,
      contains: ["a private note"], lacks: ["private"]),
    APIScenario(
      method: .get, path: "/api/posts/NOWHERE", guest: 401, stranger: 404, user: 404,
      contains: ["not_found"]),
    APIScenario(
      method: .delete, path: "/api/posts/POST", guest: 401, stranger: 403, user: 204, tells: 1),
    APIScenario(
      method: .delete, path: "/api/posts/NOTE", guest: 401, stranger: 404, user: 204,
      lacks: ["forbidden"], tells: 1),
    APIScenario(
      method: .delete, path: "/api/posts/NOWHERE", guest: 401, stranger: 404, user: 404),
  ]
}
