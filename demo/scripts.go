package demo

// scripts is what happened at the desk today: some of it waits, some of it is
// being worked on, some is done.
func scripts() []script {
	return append(paymentsScripts(), mortgagesScripts()...)
}

func paymentsScripts() []script {
	return append(everydayScripts(), delicateScripts()...)
}

// everydayScripts are about money that went astray, or is on its way.
func everydayScripts() []script {
	return []script{
		{
			inbox: payments, customer: "Amara Okafor", email: "amara.okafor@example.net", language: "en",
			before: []turn{asks("My rent went out twice, £640 each.", "charged-twice"), asks("No, both are booked. A person, please?", "")},
			first:  "My rent went out twice, on the 18th and on the 19th. £640 each.",
			then: []step{
				claims("jonas"),
				answers("jonas", "Hello Amara, I’m Jonas. That must have given you a fright. Could you tell me the reference that stands on both lines?"),
				reads(),
				customer("Both say “Rent November”, from Quayside Lettings."),
				notes("jonas", "Quayside sent the same collection at 06:10 and at 06:14. @Priya, may I refund the second one today?"),
				notes("priya", "Yes, go ahead. It falls under the guarantee, no need to wait for their bank. I’ll write to Quayside."),
				answers("jonas", "Found it: Quayside collected twice. I am refunding the second £640 now, it reaches you before six today."),
				reads(),
				customer("Oh, what a relief. Do I have to do anything?"),
			},
		},
		{
			inbox: payments, customer: "Kwame Boateng", email: "kwame.b@example.org", language: "en",
			first: "The standing order to my landlord did not go out on the 15th, and now she says I am late. What happened?",
			then: []step{
				assigns("priya", "jonas"),
				notes("priya", "His account was £11 short at 00:05 that day; the salary came at 07:30. Please be kind about it, he is with us since 2011."),
			},
		},
		{
			inbox: payments, customer: "Hye-jin Park", language: "en",
			first: "I have sent the form for the joint account. Both signatures are on it now. Is anything else missing?",
			then: []step{
				claims("leila"),
				answers("leila", "Thank you, Hye-jin. The form is complete. What I still need is a photo of your partner’s passport: could he send it from his own app?"),
				reads(),
				customer("He will do it tonight after work."),
			},
		},
		{
			inbox: payments, language: "en",
			before: []turn{asks("do you open accounts for students from abroad", "open-account")},
			first:  "Do you open accounts for students from abroad? I arrive in January and have no address in the country yet.",
		},
		{
			inbox: payments, customer: "Ingrid Solheim", email: "ingrid@example.com", language: "en",
			first: "I sent £1,200 to the wrong account. One digit is wrong. I noticed five minutes later!",
			then: []step{
				claims("jonas"),
				answers("jonas", "Hello Ingrid. Five minutes is good. I have just asked the other bank to hold the money."),
				customer("Thank you for being so quick. Will I get it back?"),
				notes("jonas", "Other bank’s duty line confirmed the hold, case 7-3381. They need the receiver’s consent."),
				answers("jonas", "Their answer came: the money is on hold, and they are asking the owner of that account to agree. The refund should reach you tomorrow before noon."),
				reads(),
			},
		},
		{
			inbox: payments, customer: "Mei-Lin Chou", language: "en",
			before: []turn{asks("hold of £84.20 from a hotel does not go away", "pending-payments")},
			first:  "The hotel says that it released the £84.20 last week, but I still see it as pending.",
			then: []step{
				claims("priya"),
				answers("priya", "Good morning Mei-Lin. You are right, their release came without its number, so it did not match. I have matched it by hand and the £84.20 is yours again."),
				reads(),
				customer("I can see it. That was quick, thank you!"),
				answers("priya", "Enjoy the rest of your trip. I am closing this now; just write here if anything else comes up."),
				closes("priya"),
			},
		},
	}
}

// delicateScripts are about people who need somebody to listen.
func delicateScripts() []script {
	return []script{
		{
			inbox: payments, customer: "Rosa Delgado", email: "rosa.delgado@example.es", language: "es",
			first: "Buenos días. Estoy en Sevilla y el cajero se ha quedado con mi tarjeta. ¿Qué hago?",
			then: []step{
				claims("leila"),
				answers("leila", "Buenos días, Rosa. Acabo de bloquear la tarjeta, nadie puede usarla. ¿Necesita dinero hoy?"),
				reads(),
				customer("Tengo algo en efectivo, pero el hotel lo pago mañana."),
				notes("leila", "Emergency cash is possible at the partner bank on Avenida de la Constitución. @Mateo, limit €600, fine with you?"),
				notes(owner, "Fine. Please ask her two of the security questions first."),
			},
		},
		{
			inbox: payments, customer: "Patrick O’Leary", language: "en",
			first: "Somebody rang me, said he was from Harbour, and wanted me to move my savings to a “safe account”. I hung up. Was that you?",
			then: []step{
				claims("priya"),
				answers("priya", "No, that was not us, and hanging up was exactly right. We never ask anybody to move money. Did you tell him anything, a code or a part of your password?"),
				reads(),
				customer("Only my name, and he knew that already. He had the last four digits of my card too."),
				notes("priya", "Third report today with the last four digits known. Telling the fraud team now; same caller ID 0161 on all three."),
				answers("priya", "Then your money is safe. To be careful I am sending you a new card, the old one works until it arrives. Would you tell me the number that he rang from?"),
			},
		},
		{
			inbox: payments, customer: "Yusuf Demir", email: "yusuf@example.net", language: "en",
			first: "My father can no longer manage his account by himself. How can I help him with it?",
			then: []step{
				claims("jonas"),
				answers("jonas", "That is good of you, Yusuf. There are two ways: a third-party mandate, if he can still decide, or a power of attorney. Which of the two is closer to how he is doing?"),
				reads(),
				customer("He decides everything himself, he just cannot use the app."),
				answers("jonas", "Then the mandate is right, and it is quickly done. I have sent the form to his address. It needs one signature, his."),
				reads(),
				customer("Thank you. I will help him read it."),
				closes("jonas"),
			},
		},
		{
			inbox: payments, customer: "Daniel Whitcombe", language: "en",
			first: "I lost my job in September and I don’t think I can pay the whole overdraft back by Christmas. I don’t know what to do.",
			then: []step{
				claims("leila"),
				answers("leila", "I am glad that you wrote, Daniel. This happens to many people, and there is time. I have stopped the overdraft fees from today on, so that it does not grow. May I ask what you could spare each month, even if it is little?"),
				reads(),
				customer("Maybe £40. I am ashamed to say it."),
				answers("leila", "Please don’t be. £40 is a plan. I am writing it down as one, and nobody will call you about it. A letter with everything in it comes on Thursday."),
				reads(),
				customer("Thank you. I will wait for the letter then."),
				notes("leila", "Fees waived until March, plan £40 a month. Please no reminder calls. He sounded low: I gave him the number of the debt charity too."),
			},
		},
	}
}

func mortgagesScripts() []script {
	return []script{
		{
			inbox: mortgages, customer: "Grace Adeyemi", email: "grace.adeyemi@example.com", language: "en",
			first: "Our fixed rate ends on 31 January. When do we have to decide, and what happens if we do nothing?",
			then: []step{
				assigns(owner, "leila"),
				answers("leila", "Hello Grace. You can choose a new rate from today until the evening of 30 January, without a new check. If you do nothing you move to our standard rate, which would be about £164 more a month."),
				reads(),
				customer("Then we would rather choose! Can we do that in the app or do we have to come in?"),
			},
		},
		{
			inbox: mortgages, customer: "Tobias Feldmann", language: "en",
			before: []turn{asks("can i pay back more than agreed", "mortgage-overpay")},
			first:  "I have inherited £18,000 and would like to put it into the mortgage. What would it cost me to pay that much at once?",
			then: []step{
				assigns("leila", owner),
				notes("leila", "10 % of his balance is £14,350, so £3,650 would cost the early charge. Better in two parts: now and on 2 January. @Mateo, please check my sum."),
				notes(owner, "The sum is right. Offer him the two parts."),
			},
		},
		{
			inbox: mortgages, customer: "Niamh and Joe Carrick", language: "en",
			first: "We got the keys today! Thank you all for the help, it would not have worked without Leila.",
			then: []step{
				claims("leila"),
				answers("leila", "What lovely news! I wish you both many good years there. The first payment is due on 1 January, you don’t have to do anything for it."),
				reads(),
				closes("leila"),
			},
		},
	}
}
