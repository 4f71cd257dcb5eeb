//! Family names of France by origin: the frequent ones first, and the two halves that rarer ones are made of.

/// Families of one origin.
pub(super) struct Origin {
    /// Families among a thousand.
    pub(super) per_mille: u32,
    /// Frequent names, the most frequent first.
    pub(super) surnames: &'static str,
    /// How often a name is a rare one, made of a beginning and an ending.
    pub(super) rare: f64,
    /// First halves of rare names.
    pub(super) beginnings: &'static str,
    /// Second halves of rare names.
    pub(super) endings: &'static str,
    /// How often a child has a French first name.
    pub(super) french_first_names: f64,
    /// First names of their own.
    pub(super) women: &'static str,
    /// First names of their own.
    pub(super) men: &'static str,
}

/// Every origin; the first is the most frequent one.
pub(super) const ORIGINS: [Origin; 9] = [
    FRENCH,
    PARTICLE,
    BRETON,
    MAGHREB,
    PORTUGAL,
    SPAIN_ITALY,
    WEST_AFRICA,
    VIETNAM,
    POLAND,
];

const FRENCH: Origin = Origin {
    per_mille: 640,
    surnames: "Martin, Bernard, Thomas, Petit, Robert, Richard, Durand, Dubois, Moreau, Laurent, Simon, Michel, \
        Lefebvre, Leroy, Roux, David, Bertrand, Morel, Fournier, Girard, Bonnet, Dupont, Lambert, Fontaine, Rousseau, \
        Vincent, Muller, Lefèvre, Faure, André, Mercier, Blanc, Guérin, Boyer, Garnier, Chevalier, François, Legrand, \
        Gauthier, Perrin, Robin, Clément, Morin, Nicolas, Henry, Roussel, Mathieu, Masson, Marchand, Duval, Denis, \
        Dumont, Lemaire, Noël, Meyer, Dufour, Meunier, Brun, Blanchard, Giraud, Joly, Rivière, Lucas, Brunet, Gaillard, \
        Barbier, Arnaud, Gérard, Roche, Renard, Schmitt, Roy, Leroux, Colin, Vidal, Caron, Picard, Roger, Fabre, Aubert, \
        Lemoine, Renaud, Dumas, Lacroix, Olivier, Philippe, Bourgeois, Pierre, Benoît, Rey, Leclerc, Payet, Rolland, \
        Leclercq, Guillaume, Lecomte, Dupuy, Guillot, Hubert, Berger, Carpentier, Dupuis, Moulin, Deschamps, Huet, \
        Vasseur, Boucher, Fleury, Royer, Klein, Jacquet, Adam, Poirier, Marty, Aubry, Guyot, Carré, Renault, Charpentier, \
        Ménard, Maillard, Baron, Bertin, Bailly, Schneider, Collet, Léger, Bouvier, Prévost, Millet, Perrot, Cousin, \
        Germain, Besson, Langlois, Rémy, Pelletier, Lévêque, Perrier, Leblanc, Barré, Lebrun, Marchal, Weber, Mallet, \
        Boulanger, Monnier, Michaud, Gillet, Étienne, Grondin, Poulain, Tessier, Chauvin, Bouchet, Lemaître, Bénard, \
        Maréchal, Humbert, Reynaud, Hoarau, Barthélemy, Cordier, Lejeune, Delaunay, Pasquier, Carlier, Laporte, Œuvrard",
    rare: 0.5,
    beginnings: "Barr, Bess, Blond, Bord, Boss, Bouch, Brich, Cail, Camb, Cass, Chab, Chaum, Coss, Dav, Fav, Ferr, \
        Flam, Fouch, Gaill, Garn, Gerb, Giv, Goss, Grim, Guich, Hav, Jacqu, Joss, Lanc, Lomb, Magn, Mall, March, Mass, \
        Mich, Mor, Par, Pell, Perr, Pich, Poit, Rav, Rich, Rob, Rond, Rouss, Sav, Sim, Tard, Thév, Tiss, Vall, Vign, Voll",
    endings: "ard, aud, ault, eau, el, elin, eron, et, etier, ier, ière, illon, in, ineau, on, ot, oux, eret, elet, igny",
    french_first_names: 0.96,
    women: "Sarah, Jessica, Lisa, Kelly, Élisa, Nina, Mélina, Tania, Ève, Salomé",
    men: "Kévin, Anthony, Jordan, Dylan, Steven, Loan, Isaac, Samuel, Élias, Ulysse",
};

const PARTICLE: Origin = Origin {
    per_mille: 15,
    surnames: "de La Tour, du Plessis, d'Aubigny, de Villeneuve, de La Fontaine, des Essarts, d'Hauteville, de Brissac",
    rare: 0.7,
    beginnings: "de_Roche, de_Mont, de_Ville, de_Beau, de_Saint-, du_Bois, de_La_Roche, de_Font",
    endings: "fort, aubin, morin, brune, clair, regard, lieu, court, rieux, marcel",
    french_first_names: 0.9,
    women: "Aliénor, Sixtine, Diane, Hermine, Blanche",
    men: "Amaury, Foulques, Enguerrand, Aymeric, Tancrède",
};

const BRETON: Origin = Origin {
    per_mille: 55,
    surnames: "Le Gall, Le Roux, Le Goff, Hamon, Tanguy, Riou, Morvan, Prigent, Le Floch, Le Bihan, Cadiou, Madec, \
        Jaouen, Péron, Kervella, Quéméner, Le Corre, Abgrall, Guivarc'h, L'Hostis, Floc'h, Le Meur, Cozic, Le Bras",
    rare: 0.35,
    beginnings: "Ker, Tré, Pen, Lan, Gui, Le_, Ros, Coat",
    endings: "goat, vella, marec, morvan, brat, riou, guen, dantec, saux, madec, berre, moal, quellec",
    french_first_names: 0.75,
    women: "Gwenaëlle, Nolwenn, Solenn, Maëlle, Rozenn, Soazig, Enora, Katell",
    men: "Yann, Loïc, Ronan, Erwan, Gwenaël, Malo, Tugdual, Corentin",
};

const MAGHREB: Origin = Origin {
    per_mille: 120,
    surnames: "Ben Amar, Benali, Haddad, Mansouri, Brahimi, Saïdi, Amrani, Belkacem, Bouzid, Cherif, Slimani, Hamdi, \
        Khelifi, Ziani, El Amrani, El Idrissi, Ben Youssef, Aït Ahmed, Bouazza, Trabelsi, Chaouch, Ghezali, Meziane, Jebali",
    rare: 0.45,
    beginnings: "Ben_, Ben, Bel, Bou, El_, Aït_, Abd_El_",
    endings: "Saïd, Salah, Khaled, Kaci, Hamou, Mokhtar, Hadj, Mansour, Ziane, Rahal, Slimane, Larbi, Taïeb, Fares, \
        Haddou, Kassem",
    french_first_names: 0.15,
    women: "Fatima, Nadia, Yasmine, Sonia, Samira, Aïcha, Khadija, Leïla, Inès, Malika, Amel, Zohra, Nour, Salma, \
        Kenza, Rania, Farida, Latifa, Assia, Houria, Hanaë, Fatima-Zohra",
    men: "Mohamed, Karim, Ahmed, Rachid, Mehdi, Youssef, Ali, Amine, Samir, Hassan, Bilal, Ilyès, Nassim, Omar, Farid, \
        Mustapha, Yanis, Sofiane, Walid, Abdelkader, Noureddine, Mohamed-Amine",
};

const PORTUGAL: Origin = Origin {
    per_mille: 55,
    surnames: "Da Silva, Dos Santos, Ferreira, Pereira, Fernandes, Rodrigues, Gonçalves, Martins, Gomes, Lopes, Marques, \
        Alves, Almeida, Ribeiro, Pinto, Carvalho, Teixeira, De Oliveira, Da Costa, Mendes, Araújo, Conceição",
    rare: 0.3,
    beginnings: "Da_Silva_, Dos_Santos_, Ferreira_, Pereira_, Alves_, Gomes_, Lopes_, Da_Costa_",
    endings: "Pinto, Marques, Ribeiro, Carvalho, Nunes, Soares, Vieira, Monteiro, Cardoso, Rocha, Neves, Coelho",
    french_first_names: 0.55,
    women: "Maria, Ana, Fátima, Conceição, Paula, Inês, Beatriz, Maria de Fátima, Lurdes",
    men: "José, António, Manuel, João, Paulo, Carlos, Tiago, Rui, Luís, Joaquim",
};

const SPAIN_ITALY: Origin = Origin {
    per_mille: 50,
    surnames: "Garcia, Martinez, Lopez, Sanchez, Perez, Fernandez, Rodriguez, Rossi, Russo, Gonzalez, Ferrari, Esposito, \
        Romano, Colombo, De Luca, Ricci, Marino, Di Stefano, Giordano, Muñoz, Ibáñez, Núñez",
    rare: 0.3,
    beginnings: "Bel, Mont, Cast, Ross, Mar, Ferr, Cav, Santa",
    endings: "ini, elli, ello, etti, allo, ero, ano, ez, ona",
    french_first_names: 0.7,
    women: "Maria, Carmen, Giulia, Pilar, Lucia, Dolorès, Paola, Consuelo",
    men: "Antonio, José, Marco, Miguel, Salvatore, Enrique, Giuseppe, Angelo",
};

const WEST_AFRICA: Origin = Origin {
    per_mille: 35,
    surnames: "Traoré, Diallo, Coulibaly, Diop, Konaté, Camara, Ndiaye, Keïta, Cissé, Sow, Touré, Diarra, Koné, Ba, \
        N'Diaye, Fall, Gueye, M'Bengue, Ouattara, Sissoko",
    rare: 0.25,
    beginnings: "Dia, Kon, Sou, Bal, Cis, Fo, Ma, San, N'G, M'B",
    endings: "wara, té, dé, ssé, fana, garé, kho, omo, aye",
    french_first_names: 0.4,
    women: "Fatou, Aminata, Mariam, Awa, Aïssatou, Kadiatou, Bintou, Oumou",
    men: "Mamadou, Ibrahima, Moussa, Abdoulaye, Ousmane, Cheikh, Boubacar, Amadou",
};

const VIETNAM: Origin = Origin {
    per_mille: 15,
    surnames: "Nguyen, Tran, Le, Pham, Huynh, Phan, Vu, Dang, Bui, Do, Ngo, Duong, Ly",
    rare: 0.35,
    beginnings: "Nguyen_, Tran_, Le_, Pham_, Huynh_",
    endings: "Van, Thi, Duc, Huu, Ngoc, Minh",
    french_first_names: 0.6,
    women: "Linh, Thi Mai, Kim, Hoa, Lan, Thu Hà",
    men: "Minh, Tuan, Hung, Quang, Van Long, Bao",
};

const POLAND: Origin = Origin {
    per_mille: 15,
    surnames: "Kowalski, Nowak, Wisniewski, Kaczmarek, Wojcik, Lewandowski, Zielinski, Szymanski, Dabrowski, Krawczyk",
    rare: 0.5,
    beginnings: "Malinow, Piotrow, Sadow, Jablon, Majew, Olszew, Grabow, Kamin, Wilczyn, Bor, Czern",
    endings: "ski, ski, ecki, icz",
    french_first_names: 0.65,
    women: "Katarzyna, Agnieszka, Zofia, Małgorzata, Danuta, Ewa",
    men: "Piotr, Stanisław, Tomasz, Kazimierz, Andrzej, Jan",
};
