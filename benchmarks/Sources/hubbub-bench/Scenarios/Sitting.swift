/// What is measured on one server, from its start to its end.
struct Sitting {
  /// Which one it is, where a scenario has several.
  var title: String?
  let community: StartedServer.Community
  /// What only this server is told.
  var environment: [String: String] = [:]
  let perform: (Stage) throws -> Figures
}
