package scim

// This file says what this server can do (RFC 7644 §4).

// ServiceProviderConfig says which features there are.
func (s *Service) ServiceProviderConfig() Tree {
	no := Tree{"supported": false}
	yes := Tree{"supported": true}
	return Tree{
		"schemas": []any{configSchema}, "patch": yes, "etag": yes, "sort": yes, "changePassword": no,
		"filter": Tree{"supported": true, "maxResults": pageLimit},
		"bulk":   Tree{"supported": false, "maxOperations": 0, "maxPayloadSize": 0},
		"authenticationSchemes": []any{Tree{
			"type": "oauthbearertoken", "name": "Bearer token", "primary": true,
			"description": "A token with the scope \"scim\", made by an owner or admin in the console.",
			"specUri":     "https://www.rfc-editor.org/info/rfc6750",
		}},
		"meta": Tree{"resourceType": "ServiceProviderConfig", "location": s.Address + "/ServiceProviderConfig"},
	}
}

// ResourceTypes lists the kinds of resources.
func (s *Service) ResourceTypes() []Tree {
	one := func(kind Kind, schema, about string) Tree {
		return Tree{
			"schemas": []any{typeSchema}, "id": kind.name(), "name": kind.name(), "endpoint": "/" + kind.Path(), "description": about, "schema": schema,
			"meta": Tree{"resourceType": "ResourceType", "location": s.Address + "/ResourceTypes/" + kind.name()},
		}
	}
	return []Tree{one(Users, UserSchema, "A person whom the organisation expects"), one(Groups, GroupSchema, "A group of them")}
}

// Schemas lists the attributes that are kept.
func (s *Service) Schemas() []Tree {
	user := []any{
		attribute("userName", "string", func(a Tree) { a["required"], a["uniqueness"] = true, "server" }),
		attribute("name", "complex", func(a Tree) {
			a["subAttributes"] = []any{attribute("formatted", "string", readOnlyAttribute), attribute("givenName", "string", nil), attribute("familyName", "string", nil)}
		}),
		attribute("displayName", "string", nil),
		attribute("active", "boolean", nil),
		attribute("emails", "complex", func(a Tree) {
			a["multiValued"] = true
			a["subAttributes"] = []any{attribute("value", "string", nil), attribute("type", "string", readOnlyAttribute), attribute("primary", "boolean", readOnlyAttribute)}
		}),
		attribute("groups", "complex", func(a Tree) {
			readOnlyAttribute(a)
			a["multiValued"] = true
			a["subAttributes"] = []any{attribute("value", "string", readOnlyAttribute), attribute("$ref", "reference", readOnlyReference("Group")), attribute("display", "string", readOnlyAttribute), attribute("type", "string", readOnlyAttribute)}
		}),
	}
	group := []any{
		attribute("displayName", "string", func(a Tree) { a["required"] = true }),
		attribute("members", "complex", func(a Tree) {
			a["multiValued"] = true
			a["subAttributes"] = []any{attribute("value", "string", immutable), attribute("$ref", "reference", readOnlyReference("User")), attribute("type", "string", readOnlyAttribute)}
		}),
	}
	one := func(id, name, about string, attributes []any) Tree {
		return Tree{
			"schemas": []any{schemaSchema}, "id": id, "name": name, "description": about, "attributes": attributes,
			"meta": Tree{"resourceType": "Schema", "location": s.Address + "/Schemas/" + id},
		}
	}
	return []Tree{one(UserSchema, "User", "A person whom the organisation expects", user), one(GroupSchema, "Group", "A group of them", group)}
}

func attribute(name, kind string, change func(Tree)) Tree {
	a := Tree{
		"name": name, "type": kind, "multiValued": false, "description": name, "required": false,
		"mutability": "readWrite", "returned": "default", "uniqueness": "none",
	}
	if kind == "string" {
		a["caseExact"] = false
	}
	if change != nil {
		change(a)
	}
	return a
}

func readOnlyAttribute(a Tree) { a["mutability"] = "readOnly" }

func immutable(a Tree) { a["mutability"], a["caseExact"] = "immutable", true }

func readOnlyReference(to string) func(Tree) {
	return func(a Tree) {
		readOnlyAttribute(a)
		a["referenceTypes"] = []any{to}
	}
}
