import HTTPTypes
import HubbubDomain

extension APIScenario {
  static let admin: [APIScenario] =
    [
      report(#"{"post":"POST","reason":" rude "}"#, stranger: 201, user: 422),
      report(#"{"post":"NOTE","reason":"rude"}"#, stranger: 404, user: 422),
      report(#"{"user":"CAROL","reason":"rude"}"#, stranger: 201, user: 201),
      report(#"{"user":"carol","reason":"rude"}"#, stranger: 201, user: 201),
      report(#"{"user":"nobody","reason":"rude"}"#, stranger: 404, user: 404),
      report(
        #"{"message":{"conversation":"ROOM","seq":999},"reason":"x"}"#, stranger: 404, user: 404),
      report(#"{"message":"NOWHERE","reason":"x"}"#, stranger: 404, user: 404),
      report(#"{"message":"?","reason":"x"}"#, stranger: 404, user: 404),
      report(#"{"post":"POST","reason":" "}"#, stranger: 422, user: 422),
      report(#"{"reason":"x"}"#, stranger: 422, user: 422),
      report(#"{"post":"POST","user":"carol","reason":"x"}"#, stranger: 422, user: 422),
      forAdmins(.get, "/api/admin/reports"),
      forAdmins(.patch, "/api/admin/reports/NOWHERE", #"{"state":"dismissed"}"#),
      forAdmins(.get, "/api/admin/people"),
      forAdmins(.patch, "/api/admin/people/carol", #"{"disabled":true}"#),
      forAdmins(.put, "/api/admin/rooms/ROOM/owner"),
      forAdmins(.get, "/api/admin/storage"),
      forAdmins(.get, "/api/admin/settings"),
      forAdmins(.patch, "/api/admin/settings", #"{"signup":"closed"}"#),
    ]
    + noMessages.map { seq in
      report(
        #"{"message":{"conversation":"ROOM","seq":\#(seq)},"reason":"x"}"#, stranger: 404, user: 404
      )
    }

  private static func report(_ body: String, stranger: Int, user: Int) -> APIScenario {
    APIScenario(
      method: .post, path: "/api/reports", body: body, guest: 401, stranger: stranger, user: user)
  }

  private static func forAdmins(
    _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil
  ) -> APIScenario {
    APIScenario(
      method: method, path: path, body: body, guest: 401, stranger: 403, user: 403,
      contains: ["forbidden"], lacks: ["items"])
  }
}
